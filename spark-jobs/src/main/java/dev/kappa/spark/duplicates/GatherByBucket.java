package dev.kappa.spark.duplicates;

import dev.kappa.spark.events.EventRows;
import dev.kappa.spark.packing.RowBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;

/**
 * Gathers events into a {@link Chunk} for each bucket of identities: what is shuffled, sorted and
 * grouped afterwards is few chunks instead of many events.
 */
final class GatherByBucket implements Gathering {
  private final UnsafeProjection kept;
  private final Identity identity;
  private final long watermarkMillis;
  private final RowBuffer buffer = new RowBuffer();
  private final int[] bucketBytes = new int[Chunk.BUCKETS];
  private final byte[][] chunkOf = new byte[Chunk.BUCKETS][];

  GatherByBucket(UnsafeProjection kept, Identity identity, long watermarkMillis) {
    this.kept = kept;
    this.identity = identity;
    this.watermarkMillis = watermarkMillis;
  }

  @Override
  public void add(InternalRow event, ConsumerRecord<byte[], byte[]> record) {
    var row = kept.apply(event);
    int size = PackedEvent.ROW + Integer.BYTES + row.getSizeInBytes();
    int start = buffer.append(size);
    PackedEvent.put(
        buffer.bytes(),
        start,
        identity.of(event),
        event.getLong(EventRows.AT),
        PackedEvent.position(record.topic(), record.partition(), record.offset()));
    buffer.putRow(start + PackedEvent.ROW, row);
    bucketBytes[Chunk.bucketOf(buffer.bytes(), start)] += size;
  }

  @Override
  public boolean isFull() {
    return buffer.isFull();
  }

  @Override
  public List<byte[]> drain() {
    var chunks = new ArrayList<byte[]>();
    var events = buffer.bytes();
    int size;
    for (int start = 0; start < buffer.end(); start += size) {
      size = PackedEvent.size(events, start);
      int bucket = Chunk.bucketOf(events, start);
      var chunk = chunkOf[bucket];
      if (chunk == null) {
        chunk = Chunk.empty(bucket, watermarkMillis, bucketBytes[bucket]);
        chunkOf[bucket] = chunk;
        chunks.add(chunk);
      }
      System.arraycopy(events, start, chunk, chunk.length - bucketBytes[bucket], size);
      bucketBytes[bucket] -= size;
    }
    chunks.forEach(chunk -> chunkOf[Chunk.bucket(chunk)] = null);
    buffer.clear();
    return chunks;
  }
}
