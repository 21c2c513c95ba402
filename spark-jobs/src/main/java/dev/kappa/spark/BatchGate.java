package dev.kappa.spark;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What every micro-batch passes before it writes. When it is closed, the ones that are writing
 * finish, and no other begins.
 */
final class BatchGate {
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch never = new CountDownLatch(1);
  private final Set<String> waiting = ConcurrentHashMap.newKeySet();

  /** No micro-batch begins from now on; the process is to end. */
  void close() {
    closed.countDown();
  }

  boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Returns whether it is closed, at once or within so long. */
  boolean awaitClosed(long millis) throws InterruptedException {
    return closed.await(millis, TimeUnit.MILLISECONDS);
  }

  /** Goes through while it is open; waits to be interrupted where it is closed. */
  void pass(String job) throws InterruptedException {
    if (isClosed()) {
      waiting.add(job);
      never.await();
    }
  }

  /** Whether a micro-batch of this job stands before it: the one before is done. */
  boolean isReachedBy(String job) {
    return waiting.contains(job);
  }
}
