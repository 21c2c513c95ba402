package dev.kappa.spark.duplicates;

import dev.kappa.spark.io.BatchClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;

/**
 * Gathers the packed events of a task by bucket: what is shuffled, sorted and grouped afterwards is
 * few chunks instead of many events.
 */
final class GatherChunks implements MapPartitionsFunction<byte[], byte[]> {
  private static final long serialVersionUID = 1L;

  /** A task gathers so much before it hands chunks on. */
  private static final long BYTES_AT_MOST = 32 << 20;

  private final BatchClock clock;

  GatherChunks(BatchClock clock) {
    this.clock = clock;
  }

  @Override
  public Iterator<byte[]> call(Iterator<byte[]> events) throws IOException {
    if (!events.hasNext()) {
      return events;
    }
    var watermarkMillis = clock.watermarkMillis();
    return new Iterator<>() {
      private Iterator<byte[]> chunks = List.<byte[]>of().iterator();

      @Override
      public boolean hasNext() {
        return chunks.hasNext() || events.hasNext();
      }

      @Override
      public byte[] next() {
        if (!chunks.hasNext()) {
          chunks = gather(events, watermarkMillis).iterator();
        }
        return chunks.next();
      }
    };
  }

  private static List<byte[]> gather(Iterator<byte[]> events, long watermarkMillis) {
    var gathered = new ArrayList<byte[]>();
    var bucketBytes = new int[Chunk.BUCKETS];
    for (long bytes = 0; bytes < BYTES_AT_MOST && events.hasNext(); ) {
      var event = events.next();
      gathered.add(event);
      bucketBytes[Chunk.bucketOf(event)] += event.length;
      bytes += event.length;
    }
    var chunks = new ArrayList<byte[]>();
    var chunkOf = new byte[Chunk.BUCKETS][];
    for (byte[] event : gathered) {
      var bucket = Chunk.bucketOf(event);
      var chunk = chunkOf[bucket];
      if (chunk == null) {
        chunk = Chunk.empty(bucket, watermarkMillis, bucketBytes[bucket]);
        chunkOf[bucket] = chunk;
        chunks.add(chunk);
      }
      System.arraycopy(event, 0, chunk, chunk.length - bucketBytes[bucket], event.length);
      bucketBytes[bucket] -= event.length;
    }
    return chunks;
  }
}
