package dev.kappa.bench;

import java.time.Duration;
import java.util.HashMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What the records of a topic are as documents, with the ids that the sink gives them. */
final class TopicDocuments {
  private TopicDocuments() {}

  /** Reads a topic to its end. */
  static DocumentSum sum(Setting setting, String topic) {
    var settings = new HashMap<String, Object>(setting.config().kafka().clientProperties());
    settings.put("enable.auto.commit", false);
    settings.put("max.poll.records", 10_000);
    var partitions = setting.topics().all(topic);
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      var sum = DocumentSum.NONE;
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
          var id = record.topic() + "+" + record.partition() + "+" + record.offset();
          sum = sum.plus(id, record.value());
        }
      }
      return sum;
    }
  }
}
