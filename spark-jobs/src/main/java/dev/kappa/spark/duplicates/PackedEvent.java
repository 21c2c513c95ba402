package dev.kappa.spark.duplicates;

import dev.kappa.spark.packing.Bytes;
import dev.kappa.spark.packing.PackedRows;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * How an event lies in bytes: 16 bytes of hashes of its identity, its event time in microseconds, a
 * number for where it was read, and its row after the row's length.
 */
final class PackedEvent {
  static final int HIGH = 0;
  static final int LOW = 8;
  static final int AT = 16;
  static final int POSITION = 24;
  static final int ROW = 32;

  private static final long SEED_HIGH = 42;
  private static final long SEED_LOW = 0x9E3779B97F4A7C15L;

  private PackedEvent() {}

  /**
   * Lays out what stands before an event's row.
   *
   * @param identity null for an event that is nobody's duplicate: both hashes are 0
   * @param position a number for where it was read
   */
  static void put(byte[] bytes, int start, UTF8String identity, long atMicros, long position) {
    Bytes.putLong(bytes, start + HIGH, identity == null ? 0 : hash(identity, SEED_HIGH));
    Bytes.putLong(bytes, start + LOW, identity == null ? 0 : hash(identity, SEED_LOW));
    Bytes.putLong(bytes, start + AT, atMicros);
    Bytes.putLong(bytes, start + POSITION, position);
  }

  /** A number for where a record is, that no other is likely to have. */
  static long position(String topic, int partition, long offset) {
    return XXH64.hashLong(offset, XXH64.hashInt(partition, topic.hashCode()));
  }

  /** The size of the event that begins at {@code start}. */
  static int size(byte[] bytes, int start) {
    return ROW + PackedRows.size(bytes, start + ROW);
  }

  private static long hash(UTF8String text, long seed) {
    return XXH64.hashUnsafeBytes(text.getBaseObject(), text.getBaseOffset(), text.numBytes(), seed);
  }
}
