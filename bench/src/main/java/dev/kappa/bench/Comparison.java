package dev.kappa.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A stage beside its floor, round by round in turns.
 *
 * @param stage its name
 * @param floor what the floor is, for people
 * @param bound what the project promises
 */
record Comparison(
    String stage, String floor, Bound bound, List<Sample> measured, List<Sample> floors) {

  /** The figure that is promised, as a ratio to the floor's of the same round. */
  enum Bound {
    /** CPU per record, of client and broker, at most 1.3 times the floor's. */
    CPU_AT_MOST("CPU per record", 1.3),
    /** CPU per record, of client and broker, for comparison alone. */
    CPU_NO_PROMISE("CPU per record", Double.POSITIVE_INFINITY),
    /** Records per second at least 0.9 times the floor's. */
    RATE_AT_LEAST("records per second", 0.9);

    final String figure;
    final double limit;

    Bound(String figure, double limit) {
      this.figure = figure;
      this.limit = limit;
    }

    double of(Sample sample) {
      return this == RATE_AT_LEAST ? sample.recordsPerSecond() : sample.cpuMicros();
    }

    boolean holds(double ratio) {
      return this == RATE_AT_LEAST ? ratio >= limit : ratio <= limit;
    }
  }

  /** The ratio of the promised figure, round by round. */
  Spread ratio() {
    var ratios =
        IntStream.range(0, measured.size())
            .mapToObj(n -> bound.of(measured.get(n)) / bound.of(floors.get(n)))
            .toList();
    return Spread.of(ratios, Double::doubleValue);
  }

  boolean holds() {
    return bound.holds(ratio().median());
  }

  /** A table for people. */
  String text() {
    return "%s, beside %s: %,d records of %d bytes a round, %d rounds, median [lowest … highest]%n%s%s%s"
        .formatted(
            stage,
            floor,
            measured.get(0).records(),
            measured.get(0).bytes() / measured.get(0).records(),
            measured.size(),
            row("", "records/s", "MB/s", "client µs", "broker µs", "peak MiB"),
            rows(stage, measured) + rows("floor", floors),
            "  %s: %.2f [%.2f … %.2f] times the floor's%s%n"
                .formatted(
                    bound.figure, ratio().median(), ratio().min(), ratio().max(), promise()));
  }

  private String promise() {
    return switch (bound) {
      case CPU_NO_PROMISE -> "";
      case CPU_AT_MOST, RATE_AT_LEAST ->
          "; promised is at %s %.1f, which %s"
              .formatted(
                  bound == Bound.CPU_AT_MOST ? "most" : "least",
                  bound.limit,
                  holds() ? "holds" : "does NOT hold");
    };
  }

  private static String rows(String name, List<Sample> samples) {
    return row(
        name,
        figure("%,.0f", samples, Sample::recordsPerSecond),
        figure("%.1f", samples, Sample::megabytesPerSecond),
        figure("%.2f", samples, Sample::clientMicros),
        samples.get(0).broker().isPresent() ? figure("%.2f", samples, Sample::brokerMicros) : "-",
        figure("%.0f", samples, sample -> sample.peakMemoryBytes() / (double) (1 << 20)));
  }

  private static String figure(
      String format, List<Sample> samples, ToDoubleFunction<Sample> figure) {
    var spread = Spread.of(samples, figure);
    return (format + " [" + format + " … " + format + "]")
        .formatted(spread.median(), spread.min(), spread.max());
  }

  private static String row(
      String name, String rate, String megabytes, String client, String broker, String memory) {
    return "  %-8s %30s %22s %20s %20s %16s%n"
        .formatted(name, rate, megabytes, client, broker, memory);
  }

  /** The same for a script. */
  Map<String, Object> json() {
    var object = new LinkedHashMap<String, Object>();
    object.put("stage", stage);
    object.put("floor", floor);
    object.put("records", measured.get(0).records());
    object.put("measured", json(measured));
    object.put("floor_measured", json(floors));
    object.put("ratio_of", bound.figure);
    object.put("ratio", ratio());
    object.put("promised", bound == Bound.CPU_NO_PROMISE ? null : bound.limit);
    object.put("holds", holds());
    return object;
  }

  private static Map<String, Object> json(List<Sample> samples) {
    var object = new LinkedHashMap<String, Object>();
    object.put("records_per_second", Spread.of(samples, Sample::recordsPerSecond));
    object.put("megabytes_per_second", Spread.of(samples, Sample::megabytesPerSecond));
    object.put("client_cpu_micros_per_record", Spread.of(samples, Sample::clientMicros));
    object.put(
        "broker_cpu_micros_per_record",
        samples.get(0).broker().isPresent() ? Spread.of(samples, Sample::brokerMicros) : null);
    object.put("peak_memory_bytes", Spread.of(samples, Sample::peakMemoryBytes));
    return object;
  }
}
