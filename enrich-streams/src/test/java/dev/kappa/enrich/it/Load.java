package dev.kappa.enrich.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends numbered records at a steady rate until it is closed: for each key the numbers 1, 2, 3, …
 * in this order, each once.
 */
final class Load implements AutoCloseable {
  private static final long NANOS_BETWEEN_ROUNDS = TimeUnit.MILLISECONDS.toNanos(20);

  private final String topic;
  private final int partitions;
  private final List<String> keys;
  private final KafkaProducer<String, String> producer;
  private final List<Future<?>> sent = new ArrayList<>();
  private final Thread thread = new Thread(this::send, "load");
  private volatile boolean stopped;
  private final AtomicLong rounds = new AtomicLong();

  /**
   * Begins to send.
   *
   * @param keys how many; a key's records go to the partition of its number modulo the partitions
   */
  static Load start(String bootstrapServers, String topic, int partitions, int keys) {
    var load = new Load(bootstrapServers, topic, partitions, keys);
    load.thread.start();
    return load;
  }

  private Load(String bootstrapServers, String topic, int partitions, int keys) {
    this.topic = topic;
    this.partitions = partitions;
    this.keys = IntStream.range(0, keys).mapToObj(n -> "key" + n).toList();
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "delivery.timeout.ms", 300_000),
            new StringSerializer(),
            new StringSerializer());
  }

  /** The value of a key's n-th record. */
  static String value(String key, long n) {
    return "{\"key\":\"%s\",\"n\":%d,\"Interests\":\"Chess\"}".formatted(key, n);
  }

  List<String> keys() {
    return keys;
  }

  /** How many records of each key were sent so far. */
  long perKey() {
    return rounds.get();
  }

  /** Sends no more, and returns when every record is acknowledged. */
  long finish() throws InterruptedException, ExecutionException {
    stopped = true;
    thread.join();
    for (var acknowledged : sent) {
      acknowledged.get();
    }
    return rounds.get();
  }

  private void send() {
    long next = System.nanoTime();
    while (!stopped) {
      for (int key = 0; key < keys.size(); key++) {
        var name = keys.get(key);
        var value = value(name, rounds.get() + 1);
        sent.add(producer.send(new ProducerRecord<>(topic, key % partitions, name, value)));
      }
      rounds.incrementAndGet();
      next += NANOS_BETWEEN_ROUNDS;
      LockSupport.parkNanos(next - System.nanoTime());
    }
  }

  @Override
  public void close() {
    stopped = true;
    producer.close();
  }

  static String text(byte[] value) {
    return new String(value, UTF_8);
  }
}
