package dev.kappa.monitor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/**
 * What {@code docs/metrics.md} says: the monitor's metrics out of {@link Metric}, Kafka's and Kafka
 * Connect's out of what names them.
 */
final class MetricsReference {
  private static final String INTRODUCTION =
      """
      # Metrics

      `./kappa up` serves the metrics of the whole pipeline on http://127.0.0.1:8070/metrics, in the text format of Prometheus. The live
      page on http://127.0.0.1:8070/ (`./kappa open`) and `./kappa status` show the same numbers, and `/api/state` gives them as one JSON
      object. The enricher's own metrics are in [enrich.md](enrich.md).

      [`monitor/prometheus/`](../monitor/prometheus) has a configuration and alert rules, [`monitor/grafana/`](../monitor/grafana) a
      dashboard.

      A stage is `enrich`, a job by its name, or `connect-NAME` for a connector. A stage that stands still has records waiting, and has
      consumed none for six seconds.

      """;

  private static final String SPARK =
      """

      ## Spark's own

      A driver serves them where it is asked to, on the port of its web page (4040, on loopback with a local master):

      ```
      ./kappa submit all --properties-file spark-jobs/spark-metrics.conf
      curl http://127.0.0.1:4040/metrics/prometheus/             # the driver, and each job's query
      curl http://127.0.0.1:4040/metrics/executors/prometheus    # its executors
      ```

      The names are Spark's. Those of a job, a `-` in its name being a `_`, begin with `metrics_kappa_driver_spark_streaming_JOB_`: `inputRate_total_Value` and
      `processingRate_total_Value` (records a second), `latency_Value` (milliseconds of the last micro-batch),
      `eventTime_watermark_Value` (milliseconds since 1970), `states_rowsTotal_Value` (always 0, since the jobs do not count them) and `states_usedBytes_Value`.
      """;

  private static final String OWN_SERVERS =
      """

      ## Kafka's and Kafka Connect's own

      The local stack serves them on http://127.0.0.1:9404/metrics and http://127.0.0.1:9405/metrics (`stack.kafka.metrics.port`,
      `stack.connect.metrics.port`), through Prometheus' JMX exporter. Servers of your own name them so with the files
      [`kafka/metrics.yaml`](../stack/src/main/resources/dev/kappa/stack/kafka/metrics.yaml) and
      [`connect/metrics.yaml`](../stack/src/main/resources/dev/kappa/stack/connect/metrics.yaml), for example
      `KAFKA_OPTS=-javaagent:jmx_prometheus_javaagent.jar=127.0.0.1:9404:kafka/metrics.yaml`.

      """;

  private static final String HEADER = "| metric | type | labels | |\n|---|---|---|---|\n";

  private MetricsReference() {}

  /** The page, of the project in this folder. */
  static String markdown(Path root) throws IOException {
    var text = new StringBuilder(INTRODUCTION).append(HEADER);
    for (var metric : Metric.values()) {
      text.append(row(metric.shownName(), metric.type(), metric.labels(), metric.help()));
    }
    text.append(OWN_SERVERS).append(HEADER);
    for (var server : List.of("kafka", "connect")) {
      for (var rule : rules(root, server)) {
        text.append(
            row(
                (String) rule.get("name"),
                ((String) rule.get("type")).toLowerCase(Locale.ROOT),
                ((Map<?, ?>) rule.getOrDefault("labels", Map.of()))
                    .keySet().stream().map(String::valueOf).toList(),
                (String) rule.get("help")));
      }
    }
    return text.append(SPARK).toString();
  }

  @SuppressWarnings("unchecked") // the form is the JMX exporter's
  private static List<Map<String, Object>> rules(Path root, String server) throws IOException {
    var file = "stack/src/main/resources/dev/kappa/stack/%s/metrics.yaml".formatted(server);
    Map<String, Object> read = new Yaml().load(Files.readString(root.resolve(file)));
    return (List<Map<String, Object>>) read.get("rules");
  }

  private static String row(String name, String type, List<String> labels, String help) {
    return "| `%s` | %s | %s | %s |%n"
        .formatted(
            name, type, labels.isEmpty() ? "" : "`" + String.join("`, `", labels) + "`", help);
  }
}
