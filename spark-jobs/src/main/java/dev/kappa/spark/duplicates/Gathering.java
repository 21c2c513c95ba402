package dev.kappa.spark.duplicates;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.sql.catalyst.InternalRow;

/** Events that a task has read, gathered into few byte arrays: Spark handles those, not events. */
public interface Gathering {
  /**
   * Adds an event.
   *
   * @param event all its columns
   * @param record where it was read
   */
  void add(InternalRow event, ConsumerRecord<byte[], byte[]> record);

  /** Whether it holds as much as a task should. */
  boolean isFull();

  /** What was gathered, which is then forgotten. */
  List<byte[]> drain();
}
