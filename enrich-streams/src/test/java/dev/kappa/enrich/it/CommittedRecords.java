package dev.kappa.enrich.it;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What is committed in topics, from their start; grows by {@link #readOn()}. Each offset is read
 * once, or reading fails: a consumer that goes back would make duplicates of its own.
 */
final class CommittedRecords implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
  private final Map<TopicPartition, Long> lastOffsets = new HashMap<>();

  CommittedRecords(String bootstrapServers, String... topics) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "none",
                "enable.auto.commit",
                false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    var partitions =
        List.of(topics).stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Reads what has come since, and returns it. */
  List<ConsumerRecord<byte[], byte[]>> readOn() {
    int before = records.size();
    consumer.poll(Duration.ofMillis(200)).forEach(this::add);
    return records.subList(before, records.size());
  }

  private void add(ConsumerRecord<byte[], byte[]> record) {
    var partition = new TopicPartition(record.topic(), record.partition());
    var before = lastOffsets.put(partition, record.offset());
    if (before != null && before >= record.offset()) {
      throw new IllegalStateException(
          "the consumer went back in %s, from %d to %d"
              .formatted(partition, before, record.offset()));
    }
    records.add(record);
  }

  List<ConsumerRecord<byte[], byte[]>> of(String topic) {
    return records.stream().filter(record -> record.topic().equals(topic)).toList();
  }

  int count() {
    return records.size();
  }

  /** Whether all that is committed has been read. */
  boolean atEnd() {
    var ends = consumer.endOffsets(consumer.assignment());
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  List<ConsumerRecord<byte[], byte[]>> all() {
    return records;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
