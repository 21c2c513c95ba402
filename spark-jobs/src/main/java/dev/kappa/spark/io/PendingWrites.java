package dev.kappa.spark.io;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Statements that are under way to Cassandra; never more than {@value #AT_MOST} of them. */
final class PendingWrites {
  private static final int AT_MOST = 256;

  private final List<CompletionStage<?>> pending = new ArrayList<>();

  /** Adds one; waits for all of them when there are many. */
  void add(CompletionStage<?> write) {
    pending.add(write);
    if (pending.size() >= AT_MOST) {
      await();
    }
  }

  /** Returns when every one is stored, or throws. */
  void await() {
    pending.forEach(one -> one.toCompletableFuture().join());
    pending.clear();
  }
}
