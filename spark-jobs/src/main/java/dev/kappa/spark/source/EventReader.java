package dev.kappa.spark.source;

import java.util.Collections;
import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;

/** The rows of a task's offsets, in their order. */
final class EventReader implements PartitionReader<InternalRow> {
  private final EventPartition range;
  private final SharedPartition partition;
  private final String query;
  private Iterator<EventRows.Parsed> rows = Collections.emptyIterator();
  private long next;
  private InternalRow row;

  EventReader(EventPartition range, SharedPartition partition, String query) {
    this.range = range;
    this.partition = partition;
    this.query = query;
    this.next = range.from();
  }

  @Override
  public boolean next() {
    while (true) {
      while (rows.hasNext()) {
        var parsed = rows.next();
        if (parsed.offset() >= range.until()) {
          return false;
        }
        if (parsed.offset() >= range.from()) {
          row = parsed.row();
          return true;
        }
      }
      if (next >= range.until()) {
        return false;
      }
      var block = partition.at(next, query, range.patienceMillis());
      rows = block.rows().iterator();
      next = block.until();
    }
  }

  @Override
  public InternalRow get() {
    return row;
  }

  @Override
  public void close() {
    // the partition goes on for the next batch
  }
}
