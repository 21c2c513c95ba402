package dev.kappa.enrich.run;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.streams.KafkaStreams;

/** The enricher's numbers, as Prometheus reads them. */
final class MetricsPage {
  private static final String APPLICATION = "application";
  private static final String TOPIC = "topic";

  private final PrometheusText text = new PrometheusText();
  private final List<RunningApp> applications;

  private MetricsPage(List<RunningApp> applications) {
    this.applications = applications;
  }

  static String of(List<RunningApp> applications) {
    var page = new MetricsPage(applications);
    page.each(
        "kappa_enrich_running",
        "1 while records are processed, neither restoring nor rebalancing.",
        app -> app.state() == KafkaStreams.State.RUNNING ? 1 : 0);
    page.each(
        "kappa_enrich_restore_remaining_records",
        "Records to read until the stores hold what their topics hold.",
        app -> (double) app.restoring());
    for (var shown : ShownMetric.values()) {
      page.show(shown);
    }
    return page.text.toString();
  }

  private void each(String name, String help, ToDoubleFunction<RunningApp> value) {
    text.heading(name, "gauge", help);
    for (var app : applications) {
      text.line(name, Map.of(APPLICATION, app.name()), value.applyAsDouble(app));
    }
  }

  private void show(ShownMetric shown) {
    text.heading(shown.shownName(), shown.type(), shown.help());
    for (var app : applications) {
      var values = new LinkedHashMap<Map<String, String>, Double>();
      app.metrics().stream()
          .filter(shown::matches)
          .forEach(m -> shown.value(m).ifPresent(v -> values.put(shown.labels(m), v)));
      values.keySet().removeAll(oldNames(values.keySet()));
      values.forEach(
          (labels, value) -> {
            var withApplication = new TreeMap<>(labels);
            withApplication.put(APPLICATION, app.name());
            text.line(shown.shownName(), withApplication, value);
          });
    }
  }

  /**
   * Kafka's clients measure a topic with dots a second time, under its old name with underscores.
   */
  private static Set<Map<String, String>> oldNames(Set<Map<String, String>> all) {
    var old = new HashSet<Map<String, String>>();
    for (var labels : all) {
      var topic = labels.get(TOPIC);
      if (topic != null && topic.contains(".")) {
        var before = new TreeMap<>(labels);
        before.put(TOPIC, topic.replace('.', '_'));
        old.add(before);
      }
    }
    return old;
  }
}
