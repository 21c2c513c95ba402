package dev.kappa.enrich.run;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.Metric;

/** What is shown of what Kafka Streams and its clients measure. */
enum ShownMetric {
  RECORDS_IN(
      "kappa_enrich_records_in_total",
      "counter",
      "Records read.",
      "stream-topic-metrics",
      "records-consumed-total",
      Map.of("topic", "topic", "task-id", "task", "thread-id", "thread"),
      1),
  RECORDS_OUT(
      "kappa_enrich_records_out_total",
      "counter",
      "Records written.",
      "stream-topic-metrics",
      "records-produced-total",
      Map.of("topic", "topic", "task-id", "task", "thread-id", "thread"),
      1),
  RECORDS_DEAD(
      "kappa_enrich_records_dead_total",
      "counter",
      "Records sent to the dead letters.",
      "stream-task-metrics",
      "dropped-records-total",
      Map.of("task-id", "task", "thread-id", "thread"),
      1),
  LAG(
      "kappa_enrich_lag_records",
      "gauge",
      "Records in a partition that are not yet read.",
      "consumer-fetch-manager-metrics",
      "records-lag",
      Map.of("topic", "topic", "partition", "partition", "client-id", "client"),
      1),
  LATENCY_AVERAGE(
      "kappa_enrich_latency_seconds_avg",
      "gauge",
      "From a record's timestamp to the end of a step, on average.",
      "stream-processor-node-metrics",
      "record-e2e-latency-avg",
      Map.of("processor-node-id", "step", "task-id", "task", "thread-id", "thread"),
      1_000),
  LATENCY_MOST(
      "kappa_enrich_latency_seconds_max",
      "gauge",
      "From a record's timestamp to the end of a step, at most.",
      "stream-processor-node-metrics",
      "record-e2e-latency-max",
      Map.of("processor-node-id", "step", "task-id", "task", "thread-id", "thread"),
      1_000);

  private final String shownName;
  private final String type;
  private final String help;
  private final String group;
  private final String metric;

  @SuppressWarnings("ImmutableEnumChecker") // each is a Map.of
  private final Map<String, String> labels;

  private final double divisor;

  /**
   * @param metric its name in Kafka, in the group {@code group}
   * @param labels Kafka's tags, with the names they are shown by
   * @param divisor from Kafka's unit to the one that is shown
   */
  ShownMetric(
      String shownName,
      String type,
      String help,
      String group,
      String metric,
      Map<String, String> labels,
      double divisor) {
    this.shownName = shownName;
    this.type = type;
    this.help = help;
    this.group = group;
    this.metric = metric;
    this.labels = labels;
    this.divisor = divisor;
  }

  String shownName() {
    return shownName;
  }

  String type() {
    return type;
  }

  String help() {
    return help;
  }

  /** Whether this is it, with all the tags that are shown: some are also there as a sum. */
  boolean matches(Metric candidate) {
    var name = candidate.metricName();
    return name.name().equals(metric)
        && name.group().equals(group)
        && name.tags().keySet().containsAll(labels.keySet());
  }

  /** The number, in the unit that is shown; nothing where nothing was measured yet. */
  Optional<Double> value(Metric matching) {
    return matching.metricValue() instanceof Number number && Double.isFinite(number.doubleValue())
        ? Optional.of(number.doubleValue() / divisor)
        : Optional.empty();
  }

  /** The labels that tell this one from its like. */
  Map<String, String> labels(Metric matching) {
    var shown = new TreeMap<String, String>();
    labels.forEach((tag, label) -> shown.put(label, matching.metricName().tags().get(tag)));
    return shown;
  }
}
