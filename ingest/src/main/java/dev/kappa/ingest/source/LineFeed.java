package dev.kappa.ingest.source;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds the ends of lines, eight bytes at a time. */
final class LineFeed {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long FEEDS = 0x0A0A0A0A0A0A0A0AL;
  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private LineFeed() {}

  /** Where the first {@code \n} of {@code [from, to)} is; {@code to} where there is none. */
  static int indexOf(byte[] bytes, int from, int to) {
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      // A byte of zero is where a line feed was; its high bit is the lowest that is left.
      long zero = (long) LONGS.get(bytes, i) ^ FEEDS;
      long found = (zero - LOW_BITS) & ~zero & HIGH_BITS;
      if (found != 0) {
        return i + Long.numberOfTrailingZeros(found) / Byte.SIZE;
      }
    }
    while (i < to && bytes[i] != '\n') {
      i++;
    }
    return i;
  }
}
