package dev.kappa.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * A stage beside a floor, round by round in turns.
 *
 * @param stage its name
 * @param floor what the floor is, for people
 */
record Comparison(
    String stage, String floor, List<Promise> promises, List<Sample> measured, List<Sample> floors)
    implements Result {

  @Override
  public boolean holds() {
    return promises.stream().allMatch(one -> one.holds(one.ratio(measured, floors)));
  }

  @Override
  public String text() {
    var text = new StringBuilder();
    text.append(
        "%s, beside %s: %,d records of %d bytes a round, %d rounds, median [lowest … highest]%n"
            .formatted(
                stage,
                floor,
                measured.get(0).records(),
                measured.get(0).bytes() / measured.get(0).records(),
                measured.size()));
    text.append(
        "  %-9s%26s%38s%9s%28s%8s"
            .formatted("", "seconds", "records/s", "MB/s", "client µs", "MiB"));
    servers().forEach(server -> text.append("%18s%7s".formatted(server + " µs", "MiB")));
    text.append(System.lineSeparator()).append(row("measured", measured));
    text.append(row("floor", floors));
    promises.forEach(one -> text.append(one.text(one.ratio(measured, floors))));
    return text.toString();
  }

  private List<String> servers() {
    return List.copyOf(new TreeSet<>(measured.get(0).servers().keySet()));
  }

  private String row(String name, List<Sample> samples) {
    var text = new StringBuilder();
    text.append(
        "  %-9s%26s%38s%9s%28s%8s"
            .formatted(
                name,
                spread("%.2f", samples, sample -> sample.wall().toNanos() / 1e9),
                spread("%,.0f", samples, Sample::recordsPerSecond),
                median("%.1f", samples, Sample::megabytesPerSecond),
                spread("%.2f", samples, Sample::clientMicros),
                median("%.0f", samples, sample -> mebibytes(sample.client()))));
    for (String server : servers()) {
      text.append(
          "%18s%7s"
              .formatted(
                  median("%.2f", samples, sample -> sample.serverMicros(server)),
                  median("%.0f", samples, sample -> mebibytes(sample.servers().get(server)))));
    }
    return text.append(System.lineSeparator()).toString();
  }

  private static double mebibytes(Use use) {
    return use.peakMemoryBytes() / (double) (1 << 20);
  }

  private static String spread(
      String format, List<Sample> samples, ToDoubleFunction<Sample> figure) {
    var spread = Spread.of(samples, figure);
    return (format + " [" + format + " … " + format + "]")
        .formatted(spread.median(), spread.min(), spread.max());
  }

  private static String median(
      String format, List<Sample> samples, ToDoubleFunction<Sample> figure) {
    return format.formatted(Spread.of(samples, figure).median());
  }

  @Override
  public Map<String, Object> json() {
    var object = new LinkedHashMap<String, Object>();
    object.put("stage", stage);
    object.put("floor", floor);
    object.put("records", measured.get(0).records());
    object.put("measured", json(measured));
    object.put("floor_measured", json(floors));
    object.put(
        "ratios", promises.stream().map(one -> one.json(one.ratio(measured, floors))).toList());
    object.put("holds", holds());
    return object;
  }

  private Map<String, Object> json(List<Sample> samples) {
    var object = new LinkedHashMap<String, Object>();
    object.put("wall_seconds", Spread.of(samples, one -> one.wall().toNanos() / 1e9));
    object.put("records_per_second", Spread.of(samples, Sample::recordsPerSecond));
    object.put("megabytes_per_second", Spread.of(samples, Sample::megabytesPerSecond));
    object.put("client_cpu_micros_per_record", Spread.of(samples, Sample::clientMicros));
    object.put(
        "client_peak_memory_bytes", Spread.of(samples, one -> one.client().peakMemoryBytes()));
    for (String server : servers()) {
      object.put(
          server + "_cpu_micros_per_record", Spread.of(samples, one -> one.serverMicros(server)));
      object.put(
          server + "_peak_memory_bytes",
          Spread.of(samples, one -> one.servers().get(server).peakMemoryBytes()));
    }
    return object;
  }
}
