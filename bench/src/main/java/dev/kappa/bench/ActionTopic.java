package dev.kappa.bench;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Fills a topic with actions, as the enricher would: keyed by user, with their event time. */
final class ActionTopic {
  private ActionTopic() {}

  /** Sends so many, and counts what the jobs' tables must hold afterwards. */
  static ExpectedActions fill(Setting setting, String topic, long records) {
    var expected = new ExpectedActions();
    fill(setting, topic, records, expected::add);
    return expected;
  }

  /** Sends so many, and shows each to somebody before. */
  static void fill(Setting setting, String topic, long records, Consumer<Actions.Made> each) {
    var failure = new AtomicReference<Exception>();
    try (var producer = producer(setting)) {
      var sequence = setting.actions().sequence();
      for (long n = 0; n < records; n++) {
        var made = sequence.next();
        each.accept(made);
        var unused = // the callback gets the answer
            producer.send(
                record(setting.actions(), topic, made),
                (metadata, problem) -> {
                  if (problem != null) {
                    failure.set(problem);
                  }
                });
      }
    }
    if (failure.get() != null) {
      throw new BenchFailedException("Kafka: " + failure.get().getMessage(), failure.get());
    }
  }

  /** Sends with the settings of {@code kappa produce}. */
  static KafkaProducer<byte[], byte[]> producer(Setting setting) {
    var settings = new HashMap<String, Object>(setting.config().kafka().clientProperties());
    settings.putAll(
        Map.of("acks", "all", "compression.type", "lz4", "linger.ms", 20, "batch.size", 256 << 10));
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  static ProducerRecord<byte[], byte[]> record(Actions actions, String topic, Actions.Made made) {
    return new ProducerRecord<>(
        topic, null, made.at().toEpochMilli(), key(made), actions.json(made));
  }

  /** The user's name. */
  static byte[] key(Actions.Made made) {
    return made.userName().getBytes(StandardCharsets.UTF_8);
  }
}
