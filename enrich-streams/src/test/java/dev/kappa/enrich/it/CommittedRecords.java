package dev.kappa.enrich.it;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What is committed in topics, from their start; grows by {@link #readOn()}. */
final class CommittedRecords implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

  CommittedRecords(String bootstrapServers, String... topics) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest",
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

  /** Reads what has come since. */
  CommittedRecords readOn() {
    consumer.poll(Duration.ofMillis(200)).forEach(records::add);
    return this;
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
