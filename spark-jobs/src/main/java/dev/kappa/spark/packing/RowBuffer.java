package dev.kappa.spark.packing;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.unsafe.Platform;

/** Bytes that grow as rows are added to them. */
public final class RowBuffer {
  /** A task gathers so much before it hands on what it has. */
  private static final int BYTES_AT_MOST = 24 << 20;

  private byte[] bytes = new byte[1 << 16];
  private int end;

  public byte[] bytes() {
    return bytes;
  }

  public int end() {
    return end;
  }

  public boolean isFull() {
    return end >= BYTES_AT_MOST;
  }

  /** Makes room at the end, and returns where it begins. */
  public int append(int size) {
    int start = end;
    end = Math.addExact(end, size);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
    }
    return start;
  }

  /** Adds a row after its length. */
  public void add(UnsafeRow row) {
    putRow(append(Integer.BYTES + row.getSizeInBytes()), row);
  }

  /** Writes a row after its length. */
  public void putRow(int start, UnsafeRow row) {
    Bytes.putInt(bytes, start, row.getSizeInBytes());
    row.writeToMemory(bytes, (long) Platform.BYTE_ARRAY_OFFSET + start + Integer.BYTES);
  }

  /** What was added, which is then forgotten. */
  public byte[] drain() {
    var block = Arrays.copyOf(bytes, end);
    clear();
    return block;
  }

  public void clear() {
    end = 0;
  }
}
