package dev.kappa.ingest;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * On Ctrl-C or SIGTERM, asks the work to end, and lets the process live until it has. As long as
 * there is no work, the process ends at once.
 */
final class Shutdown {
  private final long patienceMillis;
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile boolean requested;
  private Thread hook;

  /**
   * @param patienceMillis how long the work may take to end
   */
  Shutdown(long patienceMillis) {
    this.patienceMillis = patienceMillis;
  }

  /** The work begins, and this is how it is asked to end. */
  void interruptBy(Runnable interrupt) {
    hook = new Thread(() -> request(interrupt), "shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** The work has ended, and has said so. */
  void done() {
    done.countDown();
    if (hook != null && !requested) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }

  private void request(Runnable interrupt) {
    requested = true;
    System.err.println("stopping: what was read is still delivered");
    interrupt.run();
    try {
      if (!done.await(patienceMillis, TimeUnit.MILLISECONDS)) {
        System.err.println("stopped without waiting any longer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
