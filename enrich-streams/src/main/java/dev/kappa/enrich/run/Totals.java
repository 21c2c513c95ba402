package dev.kappa.enrich.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Sums what Kafka Streams counts for each task. A task that moves away takes its count with it, so
 * what has been seen is kept: a total never falls.
 */
final class Totals {
  private final Map<MetricName, Double> seen = new HashMap<>();

  /** Takes in the present counts. */
  void sample(List<RunningApp> applications) {
    for (var application : applications) {
      for (Metric metric : application.metrics()) {
        if (Counter.of(metric) != null) {
          double value = ((Number) metric.metricValue()).doubleValue();
          seen.merge(metric.metricName(), value, Math::max);
        }
      }
    }
  }

  long in() {
    return sum(Counter.IN);
  }

  long out() {
    return sum(Counter.OUT);
  }

  long dead() {
    return sum(Counter.DEAD);
  }

  private long sum(Counter counter) {
    return Math.round(
        seen.entrySet().stream()
            .filter(entry -> counter.metric.equals(entry.getKey().name()))
            .mapToDouble(Map.Entry::getValue)
            .sum());
  }

  private enum Counter {
    IN("records-consumed-total"),
    OUT("records-produced-total"),
    DEAD("dropped-records-total");

    private final String metric;

    Counter(String metric) {
      this.metric = metric;
    }

    static Counter of(Metric metric) {
      for (var counter : values()) {
        if (counter.metric.equals(metric.metricName().name())
            && metric.metricName().group().startsWith("stream-")) {
          return counter;
        }
      }
      return null;
    }
  }
}
