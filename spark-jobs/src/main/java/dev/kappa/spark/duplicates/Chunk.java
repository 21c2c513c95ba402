package dev.kappa.spark.duplicates;

import dev.kappa.spark.packing.Bytes;

/**
 * Packed events of one bucket that a task has read: the bucket's number, the watermark of the
 * micro-batch in milliseconds, and the events one after another.
 */
final class Chunk {
  /**
   * By their identity, events fall into so many buckets, each with a state of its own. Of 3 million
   * identities (5,000 a second for 10 minutes) a bucket holds 92, which are 1 KB to write when one
   * is added.
   */
  static final int BUCKETS = 32_768;

  static final int EVENTS = Integer.BYTES + Long.BYTES;

  private Chunk() {}

  static byte[] empty(int bucket, long watermarkMillis, int eventBytes) {
    var chunk = new byte[EVENTS + eventBytes];
    Bytes.putInt(chunk, 0, bucket);
    Bytes.putLong(chunk, Integer.BYTES, watermarkMillis);
    return chunk;
  }

  static int bucket(byte[] chunk) {
    return Bytes.getInt(chunk, 0);
  }

  static long watermarkMillis(byte[] chunk) {
    return Bytes.getLong(chunk, Integer.BYTES);
  }

  /** The bucket of the packed event that begins at {@code start}. */
  static int bucketOf(byte[] bytes, int start) {
    long low = Bytes.getLong(bytes, start + PackedEvent.LOW);
    long spread = low == 0 ? Bytes.getLong(bytes, start + PackedEvent.POSITION) : low;
    return (int) (spread & (BUCKETS - 1));
  }
}
