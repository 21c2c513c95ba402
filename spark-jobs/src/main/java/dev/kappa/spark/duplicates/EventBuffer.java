package dev.kappa.spark.duplicates;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.unsafe.Platform;

/** Bytes that grow as events are added to them. */
final class EventBuffer {
  /** A task gathers so much before it hands on what it has. */
  private static final int BYTES_AT_MOST = 32 << 20;

  private byte[] bytes = new byte[1 << 16];
  private int end;

  byte[] bytes() {
    return bytes;
  }

  int end() {
    return end;
  }

  boolean isFull() {
    return end >= BYTES_AT_MOST;
  }

  /** Makes room at the end, and returns where it begins. */
  int append(int size) {
    int start = end;
    end = Math.addExact(end, size);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
    }
    return start;
  }

  /** Writes a row after its length. */
  void putRow(int start, UnsafeRow row) {
    PackedEvent.putInt(bytes, start, row.getSizeInBytes());
    row.writeToMemory(bytes, (long) Platform.BYTE_ARRAY_OFFSET + start + Integer.BYTES);
  }

  void clear() {
    end = 0;
  }
}
