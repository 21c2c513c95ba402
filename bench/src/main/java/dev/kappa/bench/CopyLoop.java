package dev.kappa.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The floor of the enricher: consumes a topic and produces each record to another, without
 * transactions and without a look into it. Offsets are committed each second, after what was read
 * has been acknowledged. Runs until it is killed.
 */
final class CopyLoop {
  /** With the settings that Kafka's clients have of themselves. */
  static final String PLAIN = "plain";

  /** With the fetch and batch sizes and the compression of the enricher. */
  static final String TUNED = "tuned";

  private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);

  private CopyLoop() {}

  /** Starts it as a process of its own; in the same group it goes on where that has been. */
  static Program start(Setting setting, String from, String to, String group, String settings) {
    return Program.java(
        setting,
        "copy",
        setting.kappa().jar("bench"),
        CopyLoop.class.getName(),
        List.of(setting.bootstrapServers(), from, to, group, settings));
  }

  public static void main(String[] args) {
    run(args[0], args[1], args[2], args[3], args[4].equals(TUNED));
  }

  private static void run(
      String bootstrapServers, String from, String to, String group, boolean tuned) {
    var reading = new HashMap<String, Object>();
    reading.put("bootstrap.servers", bootstrapServers);
    reading.put("group.id", group);
    // Killed and started again, it has its partitions at once, like the enricher.
    reading.put("group.instance.id", group);
    reading.put("auto.offset.reset", "earliest");
    reading.put("enable.auto.commit", false);
    var writing = new HashMap<String, Object>();
    writing.put("bootstrap.servers", bootstrapServers);
    if (tuned) {
      reading.put("max.poll.records", 5_000);
      reading.put("max.partition.fetch.bytes", 4 << 20);
      writing.put("linger.ms", 20);
      writing.put("batch.size", 128 << 10);
      writing.put("compression.type", "lz4");
    }
    try (var consumer =
            new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var producer =
            new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer())) {
      consumer.subscribe(List.of(from));
      System.out.println("floor: started");
      copy(consumer, producer, to);
    }
  }

  private static void copy(
      KafkaConsumer<byte[], byte[]> consumer, KafkaProducer<byte[], byte[]> producer, String to) {
    long committed = System.nanoTime();
    while (true) {
      for (var record : consumer.poll(Duration.ofMillis(100))) {
        var copy =
            new ProducerRecord<>(
                to, record.partition(), record.timestamp(), record.key(), record.value());
        var unused = producer.send(copy, CopyLoop::require); // the callback gets the answer
      }
      if (System.nanoTime() - committed >= COMMIT_INTERVAL.toNanos()) {
        producer.flush();
        consumer.commitSync();
        committed = System.nanoTime();
      }
    }
  }

  private static void require(Object metadata, Exception failure) {
    if (failure != null) {
      failure.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }
}
