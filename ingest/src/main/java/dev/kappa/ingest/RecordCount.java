package dev.kappa.ingest;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Counts the records of a topic by reading them: offsets would count transaction markers and
 * aborted records too.
 */
final class RecordCount {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, Object> settings;

  /**
   * @param client how to reach the brokers
   */
  RecordCount(Map<String, String> client) {
    settings = new HashMap<>(client);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
  }

  /** Committed records from the first to what is the end now. */
  long of(String topic, int partitions) {
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> assigned =
          IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(topic, p)).toList();
      consumer.assign(assigned);
      consumer.seekToBeginning(assigned);
      var ends = consumer.endOffsets(assigned);
      long count = 0;
      while (assigned.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (var record : consumer.poll(POLL)) {
          var partition = new TopicPartition(record.topic(), record.partition());
          count += record.offset() < ends.get(partition) ? 1 : 0;
        }
      }
      return count;
    }
  }
}
