package dev.kappa.spark.duplicates;

import dev.kappa.spark.packing.RowBuffer;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;

/** Gathers events into blocks: row after row, each after its length. */
final class GatherInOrder implements Gathering {
  private final UnsafeProjection kept;
  private final RowBuffer buffer = new RowBuffer();

  GatherInOrder(UnsafeProjection kept) {
    this.kept = kept;
  }

  @Override
  public void add(InternalRow event, ConsumerRecord<byte[], byte[]> record) {
    buffer.add(kept.apply(event));
  }

  @Override
  public boolean isFull() {
    return buffer.isFull();
  }

  @Override
  public List<byte[]> drain() {
    var block = buffer.drain();
    return block.length == 0 ? List.of() : List.of(block);
  }
}
