package dev.kappa.demo;

import dev.kappa.contracts.DeadLetter;
import dev.kappa.contracts.Employee;
import dev.kappa.contracts.Json;
import dev.kappa.contracts.Topics;
import dev.kappa.contracts.config.KappaConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Counts what stands in the pipeline's topics by reading it, committed records only: a topic's end
 * offset counts the markers of transactions too.
 */
final class CommittedRecords implements AutoCloseable {
  private final Topics topics;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, Long> records = new HashMap<>();
  private final Map<String, Long> deadLettersByTopic = new HashMap<>();
  private final TreeMap<String, Long> deadLettersByReason = new TreeMap<>();
  private long interests;
  private String anInterest;

  CommittedRecords(KappaConfig config) {
    topics = config.topics();
    var properties = new Properties();
    properties.putAll(config.kafka().clientProperties());
    properties.put("isolation.level", "read_committed");
    properties.put("auto.offset.reset", "earliest");
    properties.put("enable.auto.commit", "false");
    properties.put("max.poll.records", "10000");
    consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    var partitions =
        topics.specs(1).stream()
            .flatMap(spec -> consumer.partitionsFor(spec.name()).stream())
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Reads on for a moment. */
  CommittedRecords readOn() {
    consumer.poll(Duration.ofMillis(500)).forEach(this::count);
    return this;
  }

  /** Records of a topic so far. */
  long of(String topic) {
    return records.getOrDefault(topic, 0L);
  }

  /** Dead letters so far that were read from, or meant for, a topic. */
  long deadLettersOf(String topic) {
    return deadLettersByTopic.getOrDefault(topic, 0L);
  }

  /** Dead letters so far, by {@code stage, reason, topic}. */
  Map<String, Long> deadLettersByReason() {
    return deadLettersByReason;
  }

  /** Interests so far of all the employees that had a value appended. */
  long interests() {
    return interests;
  }

  /** One interest that somebody has: something to search for. */
  String anInterest() {
    return Objects.requireNonNullElse(anInterest, "*");
  }

  private void count(ConsumerRecord<byte[], byte[]> read) {
    records.merge(read.topic(), 1L, Long::sum);
    if (read.topic().equals(topics.appendedEmployees())) {
      countInterests(read);
    } else if (read.topic().equals(topics.deadLetters())) {
      countDeadLetter(read);
    }
  }

  private void countInterests(ConsumerRecord<byte[], byte[]> read) {
    var names = List.of(Json.decode(read.value(), Employee.class).interests().split(","));
    interests += names.stream().filter(name -> !name.isBlank()).count();
    if (anInterest == null) {
      anInterest = names.get(0).strip();
    }
  }

  private void countDeadLetter(ConsumerRecord<byte[], byte[]> read) {
    var letter =
        DeadLetter.read(read.key(), read.value(), read.headers())
            .orElseThrow(
                () ->
                    new DemoFailedException(
                        "%s-%d offset %d is no dead letter: its envelope is missing"
                            .formatted(read.topic(), read.partition(), read.offset())));
    deadLettersByTopic.merge(letter.source().topic(), 1L, Long::sum);
    deadLettersByReason.merge(
        "%s: %s (%s)".formatted(letter.stage(), letter.reason(), letter.source().topic()),
        1L,
        Long::sum);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
