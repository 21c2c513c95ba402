package dev.kappa.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The floor of the enricher: consumes a topic and produces each record to another, without
 * transactions and without a look into it, with the enricher's fetch and batch sizes. Offsets are
 * committed each second, after what was read has been acknowledged. Runs until it is killed.
 */
final class CopyLoop {
  private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);

  private CopyLoop() {}

  public static void main(String[] args) {
    run(args[0], args[1], args[2], args[3]);
  }

  private static void run(String bootstrapServers, String from, String to, String group) {
    Map<String, Object> reading =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "group.id",
            group,
            "auto.offset.reset",
            "earliest",
            "enable.auto.commit",
            false,
            "isolation.level",
            "read_committed",
            "max.poll.records",
            5_000,
            "max.partition.fetch.bytes",
            4 << 20);
    Map<String, Object> writing =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "linger.ms",
            20,
            "batch.size",
            128 << 10,
            "compression.type",
            "lz4");
    try (var consumer =
            new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var producer =
            new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer())) {
      consumer.subscribe(List.of(from));
      long committed = System.nanoTime();
      while (true) {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
          producer.send(
              new ProducerRecord<>(
                  to, record.partition(), record.timestamp(), record.key(), record.value()),
              (metadata, failure) -> {
                if (failure != null) {
                  failure.printStackTrace();
                  Runtime.getRuntime().halt(1);
                }
              });
        }
        if (System.nanoTime() - committed >= COMMIT_INTERVAL.toNanos()) {
          producer.flush();
          consumer.commitSync();
          committed = System.nanoTime();
        }
      }
    }
  }
}
