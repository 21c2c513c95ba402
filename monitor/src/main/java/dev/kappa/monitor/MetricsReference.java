package dev.kappa.monitor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes {@code docs/metrics.md} from {@link Metric}. */
public final class MetricsReference {
  private MetricsReference() {}

  public static void main(String[] args) throws IOException {
    Files.writeString(Path.of(args[0]), markdown());
  }

  static String markdown() {
    var text =
        new StringBuilder(
            """
            # Metrics

            `./kappa up` serves the metrics of the whole pipeline on http://127.0.0.1:8070/metrics, in the text format of Prometheus. The live
            page on http://127.0.0.1:8070/ (`./kappa open`) and `./kappa status` show the same numbers, and `/api/state` gives them as one JSON
            object. The enricher's own metrics are in [enrich.md](enrich.md).

            [`monitor/prometheus/`](../monitor/prometheus) has a configuration and alert rules, [`monitor/grafana/`](../monitor/grafana) a
            dashboard.

            A stage is `enrich`, a job by its name, or `connect-NAME` for a connector. A stage that stands still has records waiting, and has
            consumed none for six seconds.

            | metric | type | labels | |
            |---|---|---|---|
            """);
    for (var metric : Metric.values()) {
      text.append(
          "| `%s` | %s | %s | %s |%n"
              .formatted(
                  metric.shownName(),
                  metric.type(),
                  metric.labels().isEmpty() ? "" : "`" + String.join("`, `", metric.labels()) + "`",
                  metric.help()));
    }
    return text.toString();
  }
}
