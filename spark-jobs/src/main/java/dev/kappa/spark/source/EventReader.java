package dev.kappa.spark.source;

import dev.kappa.spark.events.Admission;
import java.util.Collections;
import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;

/** Reads a task's offsets in their order; yields the rows that {@link EventSource} describes. */
final class EventReader implements PartitionReader<InternalRow> {
  private final EventPartition range;
  private final SharedPartition partition;
  private final String query;
  private final TaskIntake intake;
  private Iterator<byte[]> packed = Collections.emptyIterator();
  private long next;
  private InternalRow row;
  private boolean hasToldCounts;

  EventReader(EventPartition range, SharedPartition partition, String query, TaskIntake intake) {
    this.range = range;
    this.partition = partition;
    this.query = query;
    this.intake = intake;
    this.next = range.from();
  }

  @Override
  public boolean next() {
    while (!packed.hasNext() && next < range.until()) {
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
    while (next < range.until() && !intake.isFull()) {
      var block = partition.at(next, query, range.patienceMillis());
      for (ParsedRecord parsed : block.records()) {
        long offset = parsed.record().offset();
        if (offset >= range.from() && offset < range.until()) {
          intake.take(parsed);
        }
      }
      next = block.until();
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

  /** The partition goes on for the next batch; a task that has failed leaves nothing under way. */
  @Override
  public void close() {
    intake.flush();
  }
}
