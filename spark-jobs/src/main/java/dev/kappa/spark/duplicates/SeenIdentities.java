package dev.kappa.spark.duplicates;

import java.util.Arrays;

/**
 * Identities with the event time of the event that counted, in a hash table of primitive numbers;
 * kept in the state as 24 bytes each.
 */
final class SeenIdentities {
  private static final int ENTRY_BYTES = 3 * Long.BYTES;
  private static final int FREE = -1;

  private long[] high;
  private long[] low;
  private long[] atMicros;
  private int size;
  private int[] table;

  private SeenIdentities(int capacity) {
    high = new long[capacity];
    low = new long[capacity];
    atMicros = new long[capacity];
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
      var time = PackedEvent.getLong(kept, at + 2 * Long.BYTES);
      if (time > watermarkMicros) {
        seen.indexOf(
            PackedEvent.getLong(kept, at), PackedEvent.getLong(kept, at + Long.BYTES), time);
      }
    }
    return seen;
  }

  int size() {
    return size;
  }

  /** The number of this identity, in the order of adding; added where it is new. */
  int indexOf(long identityHigh, long identityLow, long time) {
    int mask = table.length - 1;
    // The lowest bits chose the bucket; these are others.
    int slot = (int) (identityHigh & mask);
    while (table[slot] != FREE) {
      int index = table[slot];
      if (high[index] == identityHigh && low[index] == identityLow) {
        return index;
      }
      slot = (slot + 1) & mask;
    }
    table[slot] = size;
    high[size] = identityHigh;
    low[size] = identityLow;
    atMicros[size] = time;
    return size++;
  }

  /** Of an identity that is there: the event that counts is another one. */
  void setTime(int index, long time) {
    atMicros[index] = time;
  }

  byte[] toBytes() {
    var bytes = new byte[size * ENTRY_BYTES];
    for (int i = 0; i < size; i++) {
      PackedEvent.putLong(bytes, i * ENTRY_BYTES, high[i]);
      PackedEvent.putLong(bytes, i * ENTRY_BYTES + Long.BYTES, low[i]);
      PackedEvent.putLong(bytes, i * ENTRY_BYTES + 2 * Long.BYTES, atMicros[i]);
    }
    return bytes;
  }
}
