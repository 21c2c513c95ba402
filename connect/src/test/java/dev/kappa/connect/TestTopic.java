package dev.kappa.connect;

import dev.kappa.contracts.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic of a test's own. */
record TestTopic(Servers servers, String name, int partitions) {
  static TestTopic create(Servers servers, String name, int partitions) throws Exception {
    servers.admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
    return new TestTopic(servers, name, partitions);
  }

  /** A record to send: a null value is a tombstone. */
  record Message(String key, String value) {}

  /** Sends values without keys, in turn to each partition. */
  void send(List<String> values) {
    var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
    for (int i = 0; i < values.size(); i++) {
      records.add(new ProducerRecord<>(name, i % partitions, null, bytes(values.get(i))));
    }
    sendRecords(records);
  }

  /** Sends records to the partitions of their keys. */
  void sendKeyed(List<Message> messages) {
    sendRecords(
        messages.stream()
            .map(m -> new ProducerRecord<>(name, bytes(m.key()), bytes(m.value())))
            .toList());
  }

  void sendRecords(List<ProducerRecord<byte[], byte[]>> records) {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>copyOf(servers.config.kafka().clientProperties()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (var record : records) {
        var unused = producer.send(record);
      }
      producer.flush();
    }
  }

  /** Every record of the topic as a dead letter, in order of arrival. */
  List<DeadLetter> deadLetters() {
    return records().stream()
        .map(r -> DeadLetter.read(r.key(), r.value(), r.headers()).orElseThrow())
        .toList();
  }

  /** Every record's value as text, in order of arrival. */
  List<String> values() {
    return records().stream().map(r -> new String(r.value(), StandardCharsets.UTF_8)).toList();
  }

  private List<ConsumerRecord<byte[], byte[]>> records() {
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    var settings = new HashMap<String, Object>(servers.config.kafka().clientProperties());
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var all = IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(name, p)).toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      var ends = consumer.endOffsets(all);
      while (all.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
      }
    }
    return records;
  }

  private static byte[] bytes(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }
}
