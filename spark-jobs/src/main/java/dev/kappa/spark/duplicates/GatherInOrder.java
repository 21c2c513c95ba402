package dev.kappa.spark.duplicates;

import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/** Gathers events into blocks: row after row, each after its length. */
final class GatherInOrder implements Gathering {
  private final UnsafeProjection kept;
  private final EventBuffer buffer = new EventBuffer();

  GatherInOrder(UnsafeProjection kept) {
    this.kept = kept;
  }

  @Override
  public void add(UnsafeRow event, ConsumerRecord<byte[], byte[]> record) {
    var row = kept.apply(event);
    buffer.putRow(buffer.append(Integer.BYTES + row.getSizeInBytes()), row);
  }

  @Override
  public boolean isFull() {
    return buffer.isFull();
  }

  @Override
  public List<byte[]> drain() {
    var block = Arrays.copyOf(buffer.bytes(), buffer.end());
    buffer.clear();
    return block.length == 0 ? List.of() : List.of(block);
  }
}
