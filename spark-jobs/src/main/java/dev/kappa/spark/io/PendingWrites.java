package dev.kappa.spark.io;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletionStage;

/** Statements that are under way to Cassandra; never more than {@value #AT_MOST} of them. */
final class PendingWrites {
  private static final int AT_MOST = 256;

  private final Queue<CompletionStage<?>> pending = new ArrayDeque<>(AT_MOST);

  /** Adds one; where there are many, waits for the one that has been under way for longest. */
  void add(CompletionStage<?> write) {
    if (pending.size() == AT_MOST) {
      awaitOne();
    }
    pending.add(write);
  }

  /** Returns when every one is stored, or throws. */
  void await() {
    while (!pending.isEmpty()) {
      awaitOne();
    }
  }

  private void awaitOne() {
    pending.remove().toCompletableFuture().join();
  }
}
