package dev.kappa.bench;

import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a log went at one moment.
 *
 * @param offsets of each partition, the one after its last record
 */
record LogEnd(Map<TopicPartition, Long> offsets) {
  /** The end of the partitions that are assigned to a consumer. */
  static LogEnd of(Consumer<?, ?> consumer) {
    return new LogEnd(consumer.endOffsets(consumer.assignment()));
  }

  /** Whether a consumer has read everything before it. */
  boolean isReachedBy(Consumer<?, ?> consumer) {
    return offsets.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }
}
