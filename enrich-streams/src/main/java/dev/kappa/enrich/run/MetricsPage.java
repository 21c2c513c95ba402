package dev.kappa.enrich.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.KafkaStreams;

/** The enricher's numbers, as Prometheus reads them. */
final class MetricsPage {
  /**
   * What is shown of what Kafka Streams measures.
   *
   * @param metric its name in Kafka
   * @param group the start of its group there
   * @param labels of Kafka's tags, with the names they have here
   * @param unit divides the value
   */
  private record Shown(
      String name,
      String help,
      String type,
      String group,
      String metric,
      Map<String, String> labels,
      double unit) {}

  private static final Map<String, String> BY_TOPIC =
      Map.of("topic-name", "topic", "task-id", "task", "thread-id", "thread");
  private static final Map<String, String> BY_TASK =
      Map.of("task-id", "task", "thread-id", "thread");
  private static final Map<String, String> BY_PARTITION =
      Map.of("topic", "topic", "partition", "partition", "client-id", "client");
  private static final Map<String, String> BY_STEP =
      Map.of("processor-node-id", "step", "task-id", "task", "thread-id", "thread");

  private static final List<Shown> SHOWN =
      List.of(
          new Shown(
              "kappa_enrich_records_in_total",
              "Records read, by topic.",
              "counter",
              "stream-topic-metrics",
              "records-consumed-total",
              BY_TOPIC,
              1),
          new Shown(
              "kappa_enrich_records_out_total",
              "Records written, by topic.",
              "counter",
              "stream-topic-metrics",
              "records-produced-total",
              BY_TOPIC,
              1),
          new Shown(
              "kappa_enrich_records_dead_total",
              "Records sent to the dead letters.",
              "counter",
              "stream-task-metrics",
              "dropped-records-total",
              BY_TASK,
              1),
          new Shown(
              "kappa_enrich_lag_records",
              "Records that are in a topic and not yet read.",
              "gauge",
              "consumer-fetch-manager-metrics",
              "records-lag",
              BY_PARTITION,
              1),
          new Shown(
              "kappa_enrich_latency_seconds_avg",
              "From a record's timestamp to the end of a step, on average.",
              "gauge",
              "stream-processor-node-metrics",
              "record-e2e-latency-avg",
              BY_STEP,
              1_000),
          new Shown(
              "kappa_enrich_latency_seconds_max",
              "From a record's timestamp to the end of a step, at most.",
              "gauge",
              "stream-processor-node-metrics",
              "record-e2e-latency-max",
              BY_STEP,
              1_000));

  private MetricsPage() {}

  /** The page, in the text format 0.0.4. */
  static String of(List<RunningApp> applications) {
    var page = new StringBuilder();
    heading(page, "kappa_enrich_running", "1 while records are processed.", "gauge");
    for (var app : applications) {
      int running = app.state() == KafkaStreams.State.RUNNING ? 1 : 0;
      line(page, "kappa_enrich_running", Map.of("application", app.name()), running);
    }
    heading(
        page, "kappa_enrich_restore_remaining_records", "Records to restore stores from.", "gauge");
    for (var app : applications) {
      line(
          page,
          "kappa_enrich_restore_remaining_records",
          Map.of("application", app.name()),
          app.restoring());
    }
    for (var shown : SHOWN) {
      heading(page, shown.name(), shown.help(), shown.type());
      for (var app : applications) {
        show(page, shown, app);
      }
    }
    return page.toString();
  }

  private static void show(StringBuilder page, Shown shown, RunningApp app) {
    var lines = new ArrayList<String>();
    for (Metric metric : app.metrics()) {
      var name = metric.metricName();
      if (name.name().equals(shown.metric())
          && name.group().equals(shown.group())
          && metric.metricValue() instanceof Number number
          && Double.isFinite(number.doubleValue())) {
        if (shown.labels() == BY_PARTITION && !name.tags().containsKey("partition")) {
          continue; // the same for the whole consumer
        }
        var labels = new TreeMap<>(Map.of("application", app.name()));
        shown.labels().forEach((tag, label) -> labels.put(label, name.tags().get(tag)));
        var line = new StringBuilder();
        line(line, shown.name(), labels, number.doubleValue() / shown.unit());
        lines.add(line.toString());
      }
    }
    lines.sort(String::compareTo);
    lines.forEach(page::append);
  }

  private static void heading(StringBuilder page, String name, String help, String type) {
    page.append("# HELP ").append(name).append(' ').append(help).append('\n');
    page.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private static void line(
      StringBuilder page, String name, Map<String, String> labels, double value) {
    var pairs = new ArrayList<String>();
    new TreeMap<>(labels)
        .forEach((label, text) -> pairs.add(label + "=\"" + escaped(String.valueOf(text)) + '"'));
    page.append(name).append('{').append(String.join(",", pairs)).append("} ");
    page.append(
        value == Math.rint(value)
            ? String.format(Locale.ROOT, "%.0f", value)
            : String.format(Locale.ROOT, "%.6f", value));
    page.append('\n');
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
