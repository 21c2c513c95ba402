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
  private final int limit;
  private boolean paused;

  /**
   * @param limit most records on their way; reading goes on below half of it
   */
  public Backpressure(SinkTaskContext context, int limit) {
    this.context = context;
    this.limit = limit;
  }

  /** To be called with every poll. */
  public void update(int onTheWay) {
    if (!paused && onTheWay >= limit) {
      context.pause(partitions());
      paused = true;
    } else if (paused && onTheWay <= limit / 2) {
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
