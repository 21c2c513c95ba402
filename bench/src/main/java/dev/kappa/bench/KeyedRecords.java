package dev.kappa.bench;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** Records in the order of their keys, of which a hash is kept: enough to tell them from others. */
final class KeyedRecords {
  private static final long PRIME = 0x100000001b3L;

  private final Map<ByteBuffer, Long> hashes = new HashMap<>();
  private long count;

  /** A hash of a value that no other one is likely to have. */
  static long hash(byte[] value) {
    long hash = 0xcbf29ce484222325L;
    for (byte one : value) {
      hash = (hash ^ one) * PRIME;
    }
    return hash;
  }

  /** Adds the record that follows. */
  void add(byte[] key, long valueHash) {
    hashes.merge(ByteBuffer.wrap(key), valueHash, (before, next) -> before * PRIME * 31 + next);
    count++;
  }

  /**
   * Requires the same records, those of each key in the same order.
   *
   * @throws BenchFailedException when others are found
   */
  void require(KeyedRecords found) {
    if (found.count != count || !found.hashes.equals(hashes)) {
      var wrong =
          hashes.entrySet().stream()
              .filter(entry -> !entry.getValue().equals(found.hashes.get(entry.getKey())))
              .count();
      throw new BenchFailedException(
          "%,d records came out for %,d; of %,d keys, %,d have others, or in another order"
              .formatted(found.count, count, hashes.size(), wrong));
    }
  }
}
