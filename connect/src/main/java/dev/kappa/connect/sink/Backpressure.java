package dev.kappa.connect.sink;

import java.util.Collection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * Stops the reading of further records while too many are on their way. The task keeps polling, so
 * that it stays a member of its group however long Elasticsearch is away.
 */
public final class Backpressure {
  private static final long POLL_MILLIS = 100;

  private final SinkTaskContext context;
  private final int recordLimit;
  private final long byteLimit;
  private boolean paused;

  /**
   * @param recordLimit most records on their way; reading goes on below half of it
   * @param byteLimit most bytes on their way, likewise
   */
  public Backpressure(SinkTaskContext context, int recordLimit, long byteLimit) {
    this.context = context;
    this.recordLimit = recordLimit;
    this.byteLimit = byteLimit;
  }

  /** To be called with every poll. */
  public void update(int records, long bytes) {
    if (!paused && (records >= recordLimit || bytes >= byteLimit)) {
      context.pause(partitions());
      paused = true;
    } else if (paused && records <= recordLimit / 2 && bytes <= byteLimit / 2) {
      context.resume(partitions());
      paused = false;
    }
    if (paused) {
      context.timeout(POLL_MILLIS); // an empty poll returns after this time, and calls again
    }
  }

  /** New partitions are not paused. */
  public void partitionsChanged() {
    if (paused) {
      context.pause(partitions());
    }
  }

  private TopicPartition[] partitions() {
    Collection<TopicPartition> assigned = context.assignment();
    return assigned.toArray(TopicPartition[]::new);
  }
}
