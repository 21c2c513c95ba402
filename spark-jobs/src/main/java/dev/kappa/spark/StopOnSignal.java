package dev.kappa.spark;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * SIGTERM and Ctrl-C end a run after the micro-batches that are under way. It comes before Spark's
 * own hook, which would stop the executors in the middle of them; the exit code, which would be 143
 * otherwise, is set after Spark's hook has removed its folders.
 */
final class StopOnSignal {
  private static final int BEFORE_SPARK = 1_000;
  private static final int AFTER_SPARK = 0;
  private static final int PATIENCE_MINUTES = 10;

  private StopOnSignal() {}

  /**
   * Runs {@code body}; after a signal, the process ends here with the exit code that it returns.
   *
   * @param stop asks {@code body} to return
   */
  static int run(Runnable stop, IntSupplier body) {
    var ended = new CountDownLatch(1);
    var exitCode = new AtomicInteger(1);
    Runnable end =
        () -> {
          stop.run();
          try {
            ended.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    Runnable exit = () -> Runtime.getRuntime().halt(exitCode.get());
    var hooks = ShutdownHookManager.get();
    hooks.addShutdownHook(end, BEFORE_SPARK, PATIENCE_MINUTES, TimeUnit.MINUTES);
    hooks.addShutdownHook(exit, AFTER_SPARK);
    exitCode.set(body.getAsInt());
    // Once a signal has come the hooks cannot be removed any more, and end the process.
    if (!hooks.isShutdownInProgress()) {
      hooks.removeShutdownHook(end);
      hooks.removeShutdownHook(exit);
    }
    ended.countDown();
    return exitCode.get();
  }
}
