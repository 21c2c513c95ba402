package dev.kappa.bench;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * How many documents there are and what they hold together with their ids, whatever their order:
 * two of them are equal where each document of the one is in the other, once.
 */
record DocumentSum(long documents, long checksum) {
  static final DocumentSum NONE = new DocumentSum(0, 0);

  /** These and one more. */
  DocumentSum plus(String id, byte[] document) {
    var sum = new CRC32C();
    sum.update(id.getBytes(StandardCharsets.UTF_8));
    sum.update(0); // no id runs into its document
    sum.update(document);
    return new DocumentSum(documents + 1, checksum + mixed(sum.getValue()));
  }

  /** Spreads 32 bits over 64, so that sums of them are as good as told apart. */
  private static long mixed(long value) {
    long mixed = value * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
    return mixed ^ (mixed >>> 32);
  }
}
