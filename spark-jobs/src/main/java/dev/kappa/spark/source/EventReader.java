package dev.kappa.spark.source;

import dev.kappa.spark.events.Admission;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;

/** Reads a task's ranges, each in its order; yields the rows that {@link EventSource} describes. */
final class EventReader implements PartitionReader<InternalRow> {
  private final Queue<RangeCursor> unread;
  private final TaskIntake intake;
  private Iterator<byte[]> packed = Collections.emptyIterator();
  private InternalRow row;
  private boolean hasToldCounts;

  EventReader(List<RangeCursor> ranges, TaskIntake intake) {
    this.unread = new ArrayDeque<>(ranges);
    this.intake = intake;
  }

  @Override
  public boolean next() {
    while (!packed.hasNext() && !unread.isEmpty()) {
      readOn();
    }
    if (packed.hasNext()) {
      row = new GenericInternalRow(new Object[] {packed.next(), null, null, null, null});
      return true;
    }
    if (hasToldCounts) {
      return false;
    }
    intake.flush();
    row = counts();
    hasToldCounts = true;
    return true;
  }

  private void readOn() {
    while (!unread.isEmpty() && !intake.isFull()) {
      unread.element().readBlock(intake);
      if (unread.element().isAtEnd()) {
        unread.remove();
      }
    }
    packed = intake.drain().iterator();
  }

  private InternalRow counts() {
    return new GenericInternalRow(
        new Object[] {
          null,
          intake.records(),
          intake.notCounted(Admission.Reason.MALFORMED),
          intake.notCounted(Admission.Reason.FUTURE),
          intake.notCounted(Admission.Reason.LATE)
        });
  }

  @Override
  public InternalRow get() {
    return row;
  }

  /** The partitions go on for the next batch; a task that has failed leaves nothing under way. */
  @Override
  public void close() {
    intake.flush();
  }
}
