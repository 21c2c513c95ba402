package dev.kappa.monitor;

import dev.kappa.contracts.DeadLetter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Counts the dead letters by stage, reason and topic; each is read once. */
final class DeadLetterCounts implements AutoCloseable {
  /** What a dead letter is counted by. */
  record Key(String stage, String reason, String topic) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byStage = stage.compareTo(other.stage);
      int byReason = byStage == 0 ? reason.compareTo(other.reason) : byStage;
      return byReason == 0 ? topic.compareTo(other.topic) : byReason;
    }
  }

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String topic;
  private final Map<Key, Long> counts = new TreeMap<>();

  DeadLetterCounts(Map<String, String> clientProperties, String topic) {
    this.consumer = LookingConsumer.create(clientProperties, Map.of());
    this.topic = topic;
  }

  /** Reads what has come since the last call, for half a second at most. */
  Map<Key, Long> read(List<TopicPartition> partitions) {
    if (!consumer.assignment().containsAll(partitions)
        || partitions.size() != consumer.assignment().size()) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      counts.clear();
    }
    long deadline = System.nanoTime() + Duration.ofMillis(500).toNanos();
    boolean more = !partitions.isEmpty();
    while (more && System.nanoTime() < deadline) {
      var records = consumer.poll(Duration.ofMillis(100));
      records.forEach(
          record ->
              DeadLetter.read(null, null, record.headers())
                  .map(l -> new Key(l.stage(), l.reason(), l.source().topic()))
                  .ifPresentOrElse(
                      key -> counts.merge(key, 1L, Long::sum),
                      () -> counts.merge(new Key("unknown", "no-envelope", topic), 1L, Long::sum)));
      more = !records.isEmpty();
    }
    return new TreeMap<>(counts);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
