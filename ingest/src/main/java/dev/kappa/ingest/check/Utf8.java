package dev.kappa.ingest.check;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Tells whether bytes are UTF-8 as RFC 3629 has it, at next to no cost where they are ASCII: no
 * form but the shortest, no surrogates, nothing beyond U+10FFFF.
 */
final class Utf8 {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  static boolean isValid(byte[] bytes) {
    int i = 0;
    while (i < bytes.length) {
      if (i + Long.BYTES <= bytes.length && ((long) LONGS.get(bytes, i) & HIGH_BITS) == 0) {
        i += Long.BYTES;
      } else if (bytes[i] >= 0) {
        i++;
      } else {
        int length = lengthOfCharacter(bytes, i);
        if (length == 0) {
          return false;
        }
        i += length;
      }
    }
    return true;
  }

  /** Of the character of several bytes that begins at {@code i}; 0 where none does. */
  private static int lengthOfCharacter(byte[] bytes, int i) {
    int lead = bytes[i] & 0xFF;
    int length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (length == 0 || i + length > bytes.length || !mayFollow(lead, bytes[i + 1] & 0xFF)) {
      return 0;
    }
    for (int next = i + 2; next < i + length; next++) {
      if ((bytes[next] & 0xC0) != 0x80) {
        return 0;
      }
    }
    return length;
  }

  private static boolean mayFollow(int lead, int second) {
    int lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    int highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    return second >= lowest && second <= highest;
  }
}
