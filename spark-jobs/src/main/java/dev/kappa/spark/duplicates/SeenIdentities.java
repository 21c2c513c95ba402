package dev.kappa.spark.duplicates;

import dev.kappa.spark.packing.Bytes;
import java.util.Arrays;

/**
 * The identities of a bucket with the event time of the event that counted, in a hash table of
 * primitive numbers. In the state an identity takes 12 bytes: a hash, and the time in seconds since
 * 1970, rounded up: it is forgotten up to a second later than it might be.
 *
 * <p>The state stays as it was but for what was added, so that nothing else has to be written. Only
 * when a third of it is of no use any more, that is left out.
 */
final class SeenIdentities {
  private static final int ENTRY_BYTES = Long.BYTES + Integer.BYTES;
  private static final int USELESS_SHARE = 3;
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int FREE = -1;

  private final byte[] kept;

  /** How many of those that were kept are still of use. */
  private int known;

  private final long[] hashes;
  private final int[] atSeconds;
  private int size;
  private final int[] table;

  private SeenIdentities(byte[] kept, int more) {
    this.kept = kept;
    int capacity = kept.length / ENTRY_BYTES + more;
    hashes = new long[capacity];
    atSeconds = new int[capacity];
    table = new int[Integer.highestOneBit(Math.max(capacity, 8)) * 4];
    Arrays.fill(table, FREE);
  }

  /**
   * What was kept of a bucket, but for identities whose event is not later than the watermark: a
   * duplicate of those is late itself.
   *
   * @param kept nothing where nothing was
   * @param more how many may be added
   */
  static SeenIdentities of(byte[] kept, long watermarkMicros, int more) {
    var seen = new SeenIdentities(kept, more);
    for (int at = 0; at < kept.length; at += ENTRY_BYTES) {
      var seconds = Bytes.getInt(kept, at + Long.BYTES);
      if (Integer.toUnsignedLong(seconds) * MICROS_PER_SECOND > watermarkMicros) {
        seen.add(Bytes.getLong(kept, at), seconds);
      }
    }
    seen.known = seen.size;
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

  /** Of an identity that was not kept before: the event that counts is another one. */
  void setTime(int index, long atMicros) {
    atSeconds[index] = seconds(atMicros);
  }

  /** What is to be kept now. */
  byte[] toBytes() {
    int useless = kept.length / ENTRY_BYTES - known;
    return useless * USELESS_SHARE * ENTRY_BYTES > kept.length
        ? withAddedFrom(0, new byte[0])
        : withAddedFrom(known, kept);
  }

  private byte[] withAddedFrom(int first, byte[] start) {
    var bytes = Arrays.copyOf(start, start.length + (size - first) * ENTRY_BYTES);
    int end = start.length;
    for (int i = first; i < size; i++) {
      Bytes.putLong(bytes, end, hashes[i]);
      Bytes.putInt(bytes, end + Long.BYTES, atSeconds[i]);
      end += ENTRY_BYTES;
    }
    return bytes;
  }

  /** Unsigned: until 2106, and 0 for whatever was before 1970. */
  private static int seconds(long atMicros) {
    return (int) Math.max(0, Math.floorDiv(atMicros + MICROS_PER_SECOND - 1, MICROS_PER_SECOND));
  }
}
