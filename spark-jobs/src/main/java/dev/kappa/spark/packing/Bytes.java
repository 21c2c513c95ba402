package dev.kappa.spark.packing;

import org.apache.spark.unsafe.Platform;

/** Numbers in byte arrays. */
public final class Bytes {
  private Bytes() {}

  public static int getInt(byte[] bytes, int index) {
    return Platform.getInt(bytes, (long) Platform.BYTE_ARRAY_OFFSET + index);
  }

  public static long getLong(byte[] bytes, int index) {
    return Platform.getLong(bytes, (long) Platform.BYTE_ARRAY_OFFSET + index);
  }

  public static void putInt(byte[] bytes, int index, int value) {
    Platform.putInt(bytes, (long) Platform.BYTE_ARRAY_OFFSET + index, value);
  }

  public static void putLong(byte[] bytes, int index, long value) {
    Platform.putLong(bytes, (long) Platform.BYTE_ARRAY_OFFSET + index, value);
  }
}
