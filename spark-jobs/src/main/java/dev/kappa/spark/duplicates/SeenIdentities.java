package dev.kappa.spark.duplicates;

import dev.kappa.spark.packing.Bytes;
import java.util.Arrays;

/**
 * The identities of a bucket with the event time of the event that counted, in a hash table of
 * primitive numbers. In the state an identity takes 12 bytes: a hash, and the time in seconds since
 * 1970, rounded up: it is forgotten up to a second later than it might be.
 */
final class SeenIdentities {
  private static final int ENTRY_BYTES = Long.BYTES + Integer.BYTES;
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int FREE = -1;

  private long[] hashes;
  private int[] atSeconds;
  private int size;
  private int[] table;

  private SeenIdentities(int capacity) {
    hashes = new long[capacity];
    atSeconds = new int[capacity];
    table = new int[Integer.highestOneBit(Math.max(capacity, 8)) * 4];
    Arrays.fill(table, FREE);
  }

  /**
   * What was kept of a bucket, but for identities whose event is not later than the watermark: a
   * duplicate of those is late itself.
   *
   * @param kept null where nothing was
   * @param more how many may be added
   */
  static SeenIdentities of(byte[] kept, long watermarkMicros, int more) {
    var entries = kept == null ? 0 : kept.length / ENTRY_BYTES;
    var seen = new SeenIdentities(entries + more);
    for (int at = 0; at < entries * ENTRY_BYTES; at += ENTRY_BYTES) {
      var seconds = Bytes.getInt(kept, at + Long.BYTES);
      if (Integer.toUnsignedLong(seconds) * MICROS_PER_SECOND > watermarkMicros) {
        seen.add(Bytes.getLong(kept, at), seconds);
      }
    }
    return seen;
  }

  int size() {
    return size;
  }

  /** The number of this identity, in the order of adding; added where it is new. */
  int indexOf(long hash, long atMicros) {
    return add(hash, seconds(atMicros));
  }

  private int add(long hash, int seconds) {
    int mask = table.length - 1;
    int slot = (int) (hash & mask);
    while (table[slot] != FREE) {
      int index = table[slot];
      if (hashes[index] == hash) {
        return index;
      }
      slot = (slot + 1) & mask;
    }
    table[slot] = size;
    hashes[size] = hash;
    atSeconds[size] = seconds;
    return size++;
  }

  /** Of an identity that is there: the event that counts is another one. */
  void setTime(int index, long atMicros) {
    atSeconds[index] = seconds(atMicros);
  }

  byte[] toBytes() {
    var bytes = new byte[size * ENTRY_BYTES];
    for (int i = 0; i < size; i++) {
      Bytes.putLong(bytes, i * ENTRY_BYTES, hashes[i]);
      Bytes.putInt(bytes, i * ENTRY_BYTES + Long.BYTES, atSeconds[i]);
    }
    return bytes;
  }

  /** Unsigned: until 2106, and 0 for whatever was before 1970. */
  private static int seconds(long atMicros) {
    return (int) Math.max(0, Math.floorDiv(atMicros + MICROS_PER_SECOND - 1, MICROS_PER_SECOND));
  }
}
