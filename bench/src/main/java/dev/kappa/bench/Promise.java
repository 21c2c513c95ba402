package dev.kappa.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What the project promises of a figure, as a ratio to the floor's of the same round.
 *
 * @param figure its name
 * @param limit none for a ratio that is told without a promise
 */
record Promise(String figure, ToDoubleFunction<Sample> of, Kind kind, double limit) {
  /** On which side of the limit the ratio must be. */
  enum Kind {
    AT_LEAST,
    AT_MOST,
    TOLD
  }

  static Promise rateAtLeast(double limit) {
    return new Promise("records per second", Sample::recordsPerSecond, Kind.AT_LEAST, limit);
  }

  static Promise rateTold() {
    return new Promise("records per second", Sample::recordsPerSecond, Kind.TOLD, 0);
  }

  /** Of the program alone. */
  static Promise clientCpuAtMost(double limit) {
    return new Promise("client CPU per record", Sample::clientMicros, Kind.AT_MOST, limit);
  }

  /** Of the program alone, without a promise. */
  static Promise clientCpuTold() {
    return new Promise("client CPU per record", Sample::clientMicros, Kind.TOLD, 0);
  }

  /** Of the program and the servers. */
  static Promise cpuAtMost(double limit) {
    return new Promise("CPU per record, servers too", Sample::cpuMicros, Kind.AT_MOST, limit);
  }

  /** Of the program and the servers, without a promise. */
  static Promise cpuTold() {
    return new Promise("CPU per record, servers too", Sample::cpuMicros, Kind.TOLD, 0);
  }

  Spread ratio(List<Sample> measured, List<Sample> floors) {
    var ratios =
        IntStream.range(0, measured.size())
            .mapToObj(n -> of.applyAsDouble(measured.get(n)) / of.applyAsDouble(floors.get(n)))
            .toList();
    return Spread.of(ratios, Double::doubleValue);
  }

  boolean holds(Spread ratio) {
    return switch (kind) {
      case AT_LEAST -> ratio.median() >= limit;
      case AT_MOST -> ratio.median() <= limit;
      case TOLD -> true;
    };
  }

  /** A line for people. */
  String text(Spread ratio) {
    var promise =
        kind == Kind.TOLD
            ? ""
            : "; promised is at %s %.2f, which %s"
                .formatted(
                    kind == Kind.AT_MOST ? "most" : "least",
                    limit,
                    holds(ratio) ? "holds" : "does NOT hold");
    return "  %s: %.2f [%.2f … %.2f] times the floor's%s%n"
        .formatted(figure, ratio.median(), ratio.min(), ratio.max(), promise);
  }

  /** The same for a script. */
  Map<String, Object> json(Spread ratio) {
    var object = new LinkedHashMap<String, Object>();
    object.put("ratio_of", figure);
    object.put("ratio", ratio);
    object.put("promised", kind == Kind.TOLD ? null : limit);
    object.put("holds", holds(ratio));
    return object;
  }
}
