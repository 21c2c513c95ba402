package dev.kappa.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * When records came into their partitions, as seen here. A record's own timestamp may be long
 * before: generated records and those of old files carry the time of their event.
 */
final class Arrivals {
  private static final int MOST_SAMPLES = 3_600;

  private record Sample(Instant at, long end) {}

  private final Map<TopicPartition, Deque<Sample>> samples = new HashMap<>();

  void note(Map<TopicPartition, Long> ends, Instant now) {
    ends.forEach(
        (partition, end) -> {
          var of = samples.computeIfAbsent(partition, key -> new ArrayDeque<>());
          if (of.isEmpty() || of.peekLast().end() != end) {
            of.addLast(new Sample(now, end));
          }
          if (of.size() > MOST_SAMPLES) {
            of.removeFirst();
          }
        });
  }

  /**
   * How long a record waits: since it was seen to come, or since its timestamp if that is later.
   */
  Duration waits(TopicPartition partition, long offset, Instant timestamp, Instant now) {
    var came = timestamp;
    Sample before = null;
    for (var sample : samples.getOrDefault(partition, new ArrayDeque<>())) {
      if (sample.end() > offset) {
        if (before != null && sample.at().isAfter(timestamp)) {
          came = before.at().isAfter(timestamp) ? before.at() : timestamp;
        }
        break;
      }
      before = sample;
    }
    return came.isAfter(now) ? Duration.ZERO : Duration.between(came, now);
  }
}
