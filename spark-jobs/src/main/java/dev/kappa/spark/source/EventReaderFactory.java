package dev.kappa.spark.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;

/** Makes the readers, in the executors. */
final class EventReaderFactory implements PartitionReaderFactory {
  private static final long serialVersionUID = 1L;
  private static final String QUERY = "sql.streaming.queryId";

  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    var events = (EventPartition) partition;
    var query = TaskContext.get().getLocalProperty(QUERY);
    var ranges =
        events.ranges().stream()
            .map(range -> new RangeCursor(range, events.reading(), query))
            .toList();
    try {
      return new EventReader(ranges, SerializedText.read(events.intake(), Intake.class).ofTask());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
