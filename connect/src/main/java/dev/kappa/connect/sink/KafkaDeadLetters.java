package dev.kappa.connect.sink;

import dev.kappa.contracts.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;

/** The suite's own dead-letter topic: {@link DeadLetter} envelopes with the original bytes. */
public final class KafkaDeadLetters implements DeadLetters {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final String topic;
  private final String stage;
  private final Producer<byte[], byte[]> producer;

  private KafkaDeadLetters(String topic, String stage, Producer<byte[], byte[]> producer) {
    this.topic = topic;
    this.stage = stage;
    this.producer = producer;
  }

  /**
   * Opens a producer.
   *
   * @param settings of the producer; {@code bootstrap.servers} at least
   */
  public static KafkaDeadLetters open(String topic, String stage, Map<String, String> settings) {
    var properties = new HashMap<String, Object>(settings);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    // Kafka away: wait for it, the record's offset is not committed meanwhile
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    return new KafkaDeadLetters(
        topic,
        stage,
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  @Override
  public void send(SinkRecord record, String reason, String explanation, Completion whenDone) {
    var deadLetter =
        new DeadLetter(
            originalBytes("key", record.key(), record),
            originalBytes("value", record.value(), record),
            stage,
            reason,
            explanation,
            new DeadLetter.FromTopic(
                record.originalTopic(),
                record.originalKafkaPartition(),
                record.originalKafkaOffset(),
                Instant.ofEpochMilli(record.timestamp() == null ? 0 : record.timestamp())),
            earlierAttempts(record) + 1);
    var letter = deadLetter.toRecord(topic);
    for (var header : record.headers()) {
      if (!header.key().startsWith("kappa.")) {
        letter.headers().add(header.key(), originalBytes("header", header.value(), record));
      }
    }
    var unused = producer.send(letter, (metadata, failure) -> whenDone.done(failure));
  }

  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }

  private static byte[] originalBytes(String part, Object converted, SinkRecord record) {
    if (converted == null || converted instanceof byte[]) {
      return (byte[]) converted;
    }
    if (converted instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    throw new ConnectException(
        ("the original bytes of %s, whose %s is a %s by now, cannot be kept: use"
                + " org.apache.kafka.connect.converters.ByteArrayConverter for keys, values and"
                + " headers, or leave dead.letters.topic empty and set errors.tolerance=all with"
                + " errors.deadletterqueue.topic.name")
            .formatted(DocumentId.ofPosition(record), part, converted.getClass().getSimpleName()));
  }

  private static int earlierAttempts(SinkRecord record) {
    var header = record.headers().lastWithName(DeadLetter.ATTEMPT);
    if (header == null || header.value() == null) {
      return 0;
    }
    var text =
        header.value() instanceof byte[] bytes
            ? new String(bytes, StandardCharsets.UTF_8)
            : header.value().toString();
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return 0; // somebody else's header of that name
    }
  }
}
