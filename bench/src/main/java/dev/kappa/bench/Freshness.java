package dev.kappa.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * How long events took from their time to a row that could be read.
 *
 * @param micros the times
 * @param promised at most so many milliseconds, by percentile
 * @param cost of all events, the warm-up's too
 */
record Freshness(
    String stage, Load load, Histogram micros, Map<String, Double> promised, Sample cost)
    implements Result {
  private static final double MILLI = 1e3;

  private Map<String, Double> percentiles() {
    var percentiles = new LinkedHashMap<String, Double>();
    percentiles.put("p50", micros.getValueAtPercentile(50) / MILLI);
    percentiles.put("p90", micros.getValueAtPercentile(90) / MILLI);
    percentiles.put("p99", micros.getValueAtPercentile(99) / MILLI);
    percentiles.put("p99.9", micros.getValueAtPercentile(99.9) / MILLI);
    percentiles.put("max", micros.getMaxValue() / MILLI);
    return percentiles;
  }

  @Override
  public boolean holds() {
    var found = percentiles();
    return promised.entrySet().stream().allMatch(one -> found.get(one.getKey()) < one.getValue());
  }

  @Override
  public String text() {
    var text = new StringBuilder();
    text.append(
        "%s: %,d events/s for %,d s, sent at set times; %,d probes, from the time of each to the row%n"
            .formatted(stage, load.perSecond(), load.seconds(), micros.getTotalCount()));
    percentiles()
        .forEach((name, millis) -> text.append("  %-6s%,10.0f ms%n".formatted(name, millis)));
    new TreeMap<>(promised)
        .forEach(
            (name, millis) ->
                text.append(
                    "  promised is a %s under %,.0f ms, which %s%n"
                        .formatted(
                            name,
                            millis,
                            percentiles().get(name) < millis ? "holds" : "does NOT hold")));
    text.append(
        "  A row is looked for every %d ms: the times are too long by up to that and one read.%n"
            .formatted(Probes.LOOK_MILLIS));
    text.append("  CPU: %.1f µs a record in the job".formatted(cost.clientMicros()));
    cost.servers()
        .forEach(
            (name, use) -> text.append(", %.1f in %s".formatted(cost.serverMicros(name), name)));
    return text.append(System.lineSeparator()).toString();
  }

  @Override
  public Map<String, Object> json() {
    var object = new LinkedHashMap<String, Object>();
    object.put("stage", stage);
    object.put("events_per_second", load.perSecond());
    object.put("seconds", load.seconds());
    object.put("probes", micros.getTotalCount());
    object.put("look_every_millis", Probes.LOOK_MILLIS);
    object.put("millis", percentiles());
    object.put("promised_millis", promised);
    object.put("client_cpu_micros_per_record", cost.clientMicros());
    cost.servers()
        .forEach(
            (name, use) -> object.put(name + "_cpu_micros_per_record", cost.serverMicros(name)));
    object.put("holds", holds());
    return object;
  }
}
