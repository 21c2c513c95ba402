package dev.kappa.spark.duplicates;

import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.Platform;
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
   * Lays an event out.
   *
   * @param identity null for an event that is nobody's duplicate: both hashes are 0
   */
  static byte[] of(UTF8String identity, long atMicros, long position, UnsafeRow row) {
    var packed = new byte[ROW + Integer.BYTES + row.getSizeInBytes()];
    if (identity != null) {
      putLong(packed, HIGH, hash(identity, SEED_HIGH));
      putLong(packed, LOW, hash(identity, SEED_LOW));
    }
    putLong(packed, AT, atMicros);
    putLong(packed, POSITION, position);
    Platform.putInt(packed, (long) Platform.BYTE_ARRAY_OFFSET + ROW, row.getSizeInBytes());
    row.writeToMemory(packed, (long) Platform.BYTE_ARRAY_OFFSET + ROW + Integer.BYTES);
    return packed;
  }

  /** The size of the event that begins at {@code start}. */
  static int size(byte[] bytes, int start) {
    return ROW + rowSize(bytes, start + ROW);
  }

  /** The size of a row with its length before it. */
  static int rowSize(byte[] bytes, int start) {
    return Integer.BYTES + getInt(bytes, start);
  }

  static int getInt(byte[] bytes, int index) {
    return Platform.getInt(bytes, (long) Platform.BYTE_ARRAY_OFFSET + index);
  }

  static long getLong(byte[] bytes, int index) {
    return Platform.getLong(bytes, (long) Platform.BYTE_ARRAY_OFFSET + index);
  }

  static void putInt(byte[] bytes, int index, int value) {
    Platform.putInt(bytes, (long) Platform.BYTE_ARRAY_OFFSET + index, value);
  }

  static void putLong(byte[] bytes, int index, long value) {
    Platform.putLong(bytes, (long) Platform.BYTE_ARRAY_OFFSET + index, value);
  }

  private static long hash(UTF8String text, long seed) {
    return XXH64.hashUnsafeBytes(text.getBaseObject(), text.getBaseOffset(), text.numBytes(), seed);
  }
}
