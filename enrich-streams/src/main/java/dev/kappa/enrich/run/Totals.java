package dev.kappa.enrich.run;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.MetricName;

/**
 * Sums what Kafka Streams counts for each task. A task that moves away takes its count with it, so
 * what has been seen is kept: a total never falls.
 */
final class Totals {
  private final Map<ShownMetric, Map<MetricName, Double>> seen = new EnumMap<>(ShownMetric.class);

  /** Takes in the present counts. */
  void sample(List<RunningApp> applications) {
    for (var counter :
        List.of(ShownMetric.RECORDS_IN, ShownMetric.RECORDS_OUT, ShownMetric.RECORDS_DEAD)) {
      var counts = seen.computeIfAbsent(counter, c -> new HashMap<>());
      for (var app : applications) {
        app.metrics().stream()
            .filter(counter::matches)
            .forEach(
                metric ->
                    counter
                        .value(metric)
                        .ifPresent(v -> counts.merge(metric.metricName(), v, Math::max)));
      }
    }
  }

  /** The sum over everything seen. */
  long of(ShownMetric counter) {
    return Math.round(
        seen.getOrDefault(counter, Map.of()).values().stream()
            .mapToDouble(Double::doubleValue)
            .sum());
  }
}
