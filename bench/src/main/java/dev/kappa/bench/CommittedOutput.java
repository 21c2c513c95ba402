package dev.kappa.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the committed records of a topic, and compares them with what should be there. */
final class CommittedOutput implements Arrivals, AutoCloseable {
  private final Function<Actions.Made, byte[]> toValue;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KeyedRecords expected = new KeyedRecords();
  private final Set<Long> sent = new HashSet<>();
  private final KeyedRecords found = new KeyedRecords();
  private final Set<Long> seen = new HashSet<>();
  private final Instant clock = Instant.now();
  private final long clockNanos = System.nanoTime();
  private long lastTimestamp;

  /**
   * Begins at the start of a topic.
   *
   * @param toValue what becomes of an action
   */
  CommittedOutput(Setting setting, String topic, Function<Actions.Made, byte[]> toValue) {
    this.toValue = toValue;
    var settings = new HashMap<String, Object>(setting.config().kafka().clientProperties());
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", false);
    settings.put("auto.offset.reset", "none");
    settings.put("max.poll.records", 10_000);
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    var partitions = setting.topics().all(topic);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  @Override
  public Actions.Made sending(long number, Actions.Made made, long dueNanos) {
    long hash = KeyedRecords.hash(toValue.apply(made));
    synchronized (this) {
      expected.add(ActionTopic.key(made), hash);
      sent.add(hash);
    }
    return made;
  }

  @Override
  public long look() {
    consumer.poll(Duration.ofMillis(1)).forEach(this::see);
    synchronized (this) {
      return (long) sent.size() - seen.size();
    }
  }

  private void see(ConsumerRecord<byte[], byte[]> record) {
    long hash = KeyedRecords.hash(record.value());
    found.add(record.key(), hash);
    seen.add(hash);
    lastTimestamp = Math.max(lastTimestamp, record.timestamp());
  }

  @Override
  public long lastSeenDueNanos() {
    return clockNanos + TimeUnit.MILLISECONDS.toNanos(lastTimestamp - clock.toEpochMilli());
  }

  /** Requires that every record that was sent has come out once, in the order of its key. */
  void requireOnce() {
    readOn();
    expected.require(found);
  }

  /** Requires that every record that was sent has come out, and no other. */
  void requireAtLeastOnce() {
    readOn();
    if (!sent.equals(seen)) {
      throw new BenchFailedException(
          "%,d different records came out for %,d".formatted(seen.size(), sent.size()));
    }
  }

  private void readOn() {
    var end = LogEnd.of(consumer);
    while (!end.isReachedBy(consumer)) {
      look();
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
