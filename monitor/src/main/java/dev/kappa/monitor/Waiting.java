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
    this.consumer =
        LookingConsumer.create(
            clientProperties,
            Map.of(
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 16_384,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50));
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
