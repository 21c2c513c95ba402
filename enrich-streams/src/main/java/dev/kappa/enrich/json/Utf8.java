package dev.kappa.enrich.json;

import dev.kappa.enrich.deadletter.Reason;
import dev.kappa.enrich.deadletter.RejectedRecordException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text in UTF-8, strictly: no byte order mark, no zero bytes, no overlong forms. */
final class Utf8 {
  private Utf8() {}

  /**
   * Checks that {@code value} is such text.
   *
   * @throws RejectedRecordException when it is missing or something else
   */
  static void require(byte[] value) {
    if (value == null) {
      throw new RejectedRecordException(Reason.NO_VALUE, "the record has no value");
    }
    var ascii = true;
    for (byte b : value) {
      ascii &= b > 0;
    }
    if (ascii) {
      return;
    }
    for (byte b : value) {
      if (b == 0) {
        // Zero bytes are how a JSON reader would guess UTF-16 or UTF-32.
        throw new RejectedRecordException(Reason.NOT_UTF8, "not JSON in UTF-8: a zero byte");
      }
    }
    if (value.length >= 3
        && value[0] == (byte) 0xEF
        && value[1] == (byte) 0xBB
        && value[2] == (byte) 0xBF) {
      throw new RejectedRecordException(Reason.NOT_JSON, "a byte order mark before the object");
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
    } catch (CharacterCodingException e) {
      throw new RejectedRecordException(Reason.NOT_UTF8, "not UTF-8: " + e.getMessage());
    }
  }
}
