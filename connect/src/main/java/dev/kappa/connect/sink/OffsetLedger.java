package dev.kappa.connect.sink;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Which offsets may be committed: up to the first record of a partition that is not settled yet,
 * that is neither written, dead-lettered nor rightly ignored. Thread-safe.
 */
public final class OffsetLedger {
  private final Map<TopicPartition, Partition> partitions = new HashMap<>();

  /** One record between its arrival and its end. */
  public final class Ticket {
    private final Partition partition;
    private final long offset;
    private boolean settled;

    private Ticket(Partition partition, long offset) {
      this.partition = partition;
      this.offset = offset;
    }

    /** Whether the record's partition now belongs to another task. */
    public boolean revoked() {
      synchronized (OffsetLedger.this) {
        return partition.revoked;
      }
    }

    /** The record has reached its end. */
    public void settle() {
      synchronized (OffsetLedger.this) {
        settled = true;
        partition.advance();
      }
    }
  }

  private static final class Partition {
    private final Queue<Ticket> open = new ArrayDeque<>();
    private boolean revoked;

    private void advance() {
      while (!open.isEmpty() && open.peek().settled) {
        open.remove();
      }
    }
  }

  /** Notes a record's arrival; records of a partition arrive in the order of their offsets. */
  public synchronized Ticket open(TopicPartition topicPartition, long offset) {
    var partition = partitions.computeIfAbsent(topicPartition, p -> new Partition());
    var ticket = new Ticket(partition, offset);
    partition.open.add(ticket);
    return ticket;
  }

  /**
   * What may be committed.
   *
   * @param read for each partition, the offset behind the last record that has been handed over
   * @return for each partition, where to go on reading after a restart
   */
  public synchronized Map<TopicPartition, OffsetAndMetadata> committable(
      Map<TopicPartition, OffsetAndMetadata> read) {
    var offsets = new HashMap<>(read);
    partitions.forEach(
        (topicPartition, partition) -> {
          if (!partition.open.isEmpty()) {
            offsets.put(topicPartition, new OffsetAndMetadata(partition.open.peek().offset));
          }
        });
    return offsets;
  }

  /** How many records have arrived and are not settled. */
  public synchronized int openRecords() {
    return partitions.values().stream().mapToInt(partition -> partition.open.size()).sum();
  }

  /** Partitions that now belong to another task. */
  public synchronized void forget(Collection<TopicPartition> revoked) {
    for (var topicPartition : revoked) {
      var partition = partitions.remove(topicPartition);
      if (partition != null) {
        partition.revoked = true;
      }
    }
  }
}
