package dev.kappa.spark.source;

import java.util.LinkedHashMap;
import java.util.Map;

/** How much memory a process gives to blocks; the oldest make room. */
final class BlockBudget {
  private final long bytesAtMost;
  private final Map<Block, Runnable> held = new LinkedHashMap<>();
  private long bytes;

  BlockBudget(long bytesAtMost) {
    this.bytesAtMost = bytesAtMost;
  }

  /**
   * Counts a block.
   *
   * @param drop makes its owner forget it; called at most once, perhaps at once
   */
  synchronized void take(Block block, Runnable drop) {
    held.put(block, drop);
    bytes += block.bytes();
    var oldest = held.entrySet().iterator();
    while (bytes > bytesAtMost && oldest.hasNext()) {
      var entry = oldest.next();
      oldest.remove();
      bytes -= entry.getKey().bytes();
      entry.getValue().run();
    }
  }

  /** Counts a block no more. */
  synchronized void release(Block block) {
    if (held.remove(block) != null) {
      bytes -= block.bytes();
    }
  }
}
