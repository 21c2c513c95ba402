package dev.kappa.ingest;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** On Ctrl-C or SIGTERM, asks the work to end, and lets the process live until it has. */
final class Shutdown {
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook;
  private boolean requested;
  private Runnable interrupt = () -> {};

  private Shutdown(long patienceMillis) {
    hook = new Thread(() -> request(patienceMillis), "shutdown");
  }

  /**
   * Begins to listen.
   *
   * @param patienceMillis how long the work may take to end
   */
  static Shutdown listen(long patienceMillis) {
    var shutdown = new Shutdown(patienceMillis);
    Runtime.getRuntime().addShutdownHook(shutdown.hook);
    return shutdown;
  }

  /** From now on, this is how the work is asked to end; at once where that is due already. */
  synchronized void interruptBy(Runnable newInterrupt) {
    interrupt = newInterrupt;
    if (requested) {
      interrupt.run();
    }
  }

  /** The work has ended, and has said so. */
  void done() {
    done.countDown();
    if (!isRequested()) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }

  private synchronized boolean isRequested() {
    return requested;
  }

  private void request(long patienceMillis) {
    synchronized (this) {
      requested = true;
      interrupt.run();
    }
    try {
      if (!done.await(patienceMillis, TimeUnit.MILLISECONDS)) {
        System.err.println("stopped without waiting any longer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
