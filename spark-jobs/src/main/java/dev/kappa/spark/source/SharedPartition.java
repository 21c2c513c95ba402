package dev.kappa.spark.source;

import dev.kappa.spark.events.EventParser;
import dev.kappa.spark.events.EventRows;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A partition in one process: the consumer that reads it, and what it has parsed and another query
 * has not read yet. Tasks of several queries, and several attempts of one task, may use it at once.
 */
final class SharedPartition {
  private static final Map<Key, SharedPartition> ALL = new ConcurrentHashMap<>();
  private static final BlockBudget BUDGET = new BlockBudget(Runtime.getRuntime().maxMemory() / 16);

  private final Key key;
  private final EventRows rows;
  private final Map<String, Long> readUntil = new HashMap<>();
  private final ConcurrentSkipListMap<Long, Block> blocks = new ConcurrentSkipListMap<>();
  private KafkaConsumer<byte[], byte[]> consumer;
  private long position = -1;

  private record Key(TopicPartition partition, Reading reading) {}

  private SharedPartition(Key key) {
    this.key = key;
    var parser = SerializedText.read(key.reading().parser(), EventParser.class);
    this.rows = new EventRows(parser, key.partition().topic());
  }

  static SharedPartition of(TopicPartition partition, Reading reading) {
    return ALL.computeIfAbsent(new Key(partition, reading), SharedPartition::new);
  }

  /**
   * The block that holds an offset.
   *
   * @param query the reader's, which has read everything before
   * @throws IllegalStateException when the offset is not there any more, or Kafka does not answer
   */
  synchronized Block at(long offset, String query) {
    readUntil.put(query, offset);
    var known = blocks.floorEntry(offset);
    var block =
        known != null && offset < known.getValue().until() ? known.getValue() : poll(offset);
    forgetWhatAllHaveRead();
    return block;
  }

  /** A query that has come to an end holds on to blocks until their memory is needed. */
  private void forgetWhatAllHaveRead() {
    long all = readUntil.values().stream().mapToLong(Long::longValue).min().orElse(0);
    while (!blocks.isEmpty() && blocks.firstEntry().getValue().until() <= all) {
      BUDGET.release(blocks.firstEntry().getValue());
      blocks.pollFirstEntry();
    }
  }

  private Block poll(long offset) {
    try {
      if (consumer == null) {
        consumer = open();
      }
      if (position != offset) {
        consumer.seek(key.partition(), offset);
      }
      var block = read(offset);
      position = block.until();
      blocks.put(offset, block);
      BUDGET.take(block, () -> blocks.remove(block.from(), block));
      return block;
    } catch (InvalidOffsetException e) {
      giveUp(e);
      throw new IllegalStateException(
          "%s has no offset %d any more: retention has removed it, or the topic was made anew"
              .formatted(key.partition(), offset),
          e);
    } catch (RuntimeException e) {
      giveUp(e); // an interrupted consumer, for example, is of no use to the next task
      throw e;
    }
  }

  private Block read(long offset) {
    long deadline = System.nanoTime() + Duration.ofMillis(key.reading().patienceMillis()).toNanos();
    do {
      var records = consumer.poll(Duration.ofSeconds(1)).records(key.partition());
      long after = consumer.position(key.partition());
      if (after > offset) {
        return Block.of(offset, after, records, rows);
      }
    } while (System.nanoTime() < deadline);
    throw new IllegalStateException(
        "Kafka has not sent %s from offset %d on in time".formatted(key.partition(), offset));
  }

  private void giveUp(RuntimeException reason) {
    position = -1;
    if (consumer != null) {
      var broken = consumer;
      consumer = null;
      try {
        broken.close(Duration.ZERO);
      } catch (RuntimeException e) {
        reason.addSuppressed(e);
      }
    }
  }

  private KafkaConsumer<byte[], byte[]> open() {
    var opened =
        new KafkaConsumer<>(
            key.reading().consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    opened.assign(Set.of(key.partition()));
    return opened;
  }
}
