package dev.kappa.connect.sink;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Knows when every request that has begun has ended. Thread-safe. */
public final class RequestsInFlight {
  /** Each request holds it for reading; who gets it for writing knows that there is none. */
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);

  void begin() {
    lock.readLock().lock();
  }

  void end() {
    lock.readLock().unlock();
  }

  /** Waits until the requests that are under way now have ended; false when that took longer. */
  public boolean awaitEnd(Duration timeout) throws InterruptedException {
    if (!lock.writeLock().tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
      return false;
    }
    lock.writeLock().unlock();
    return true;
  }
}
