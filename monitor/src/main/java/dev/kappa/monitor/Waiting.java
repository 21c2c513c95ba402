package dev.kappa.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Looks at the first record that waits for a group in each partition: how old it is, and whether
 * there is one at all, or only the markers of transactions.
 */
final class Waiting implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** Where a group stands in a partition, and where the partition ends. */
  record Span(TopicPartition partition, long from, long end) {}

  /** The first record of a span; no time where there is none. */
  record First(Optional<Instant> at) {}

  private final KafkaConsumer<byte[], byte[]> consumer;
  private Map<Span, First> known = new HashMap<>();
  private Map<Span, First> next = new HashMap<>();

  Waiting(Map<String, String> clientProperties) {
    var properties = new HashMap<String, Object>(clientProperties);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 16_384);
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 3_000);
    properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000);
    this.consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** What a group finds first; a span that was not answered in time is missing. */
  Map<Span, First> of(Iterable<Span> spans) {
    var found = new HashMap<Span, First>();
    var asked = new HashMap<TopicPartition, Span>();
    for (var span : spans) {
      if (known.containsKey(span)) {
        found.put(span, known.get(span));
      } else {
        asked.put(span.partition(), span);
      }
    }
    if (!asked.isEmpty()) {
      ask(asked, found);
    }
    next.putAll(found);
    return found;
  }

  /** Forgets what was not asked for since the last call. */
  void endOfRound() {
    known = next;
    next = new HashMap<>();
  }

  private void ask(Map<TopicPartition, Span> asked, Map<Span, First> found) {
    consumer.assign(asked.keySet());
    consumer.resume(asked.keySet()); // a partition that was asked for before stays paused
    asked.values().forEach(span -> consumer.seek(span.partition(), span.from()));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!found.keySet().containsAll(asked.values()) && System.nanoTime() < deadline) {
      var records = consumer.poll(Duration.ofMillis(50));
      for (var partition : records.partitions()) {
        var span = asked.get(partition);
        var first = records.records(partition).get(0);
        found.putIfAbsent(span, new First(Optional.of(Instant.ofEpochMilli(first.timestamp()))));
        consumer.pause(List.of(partition));
      }
      for (var span : asked.values()) {
        if (!found.containsKey(span) && consumer.position(span.partition()) >= span.end()) {
          found.put(span, new First(Optional.empty()));
        }
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
