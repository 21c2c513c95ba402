package dev.kappa.spark;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * SIGTERM and Ctrl-C end a run after the micro-batches that are under way. It comes before Spark's
 * own hook, which would stop the executors in the middle of them; the exit code, which would be 143
 * otherwise, is set after Spark's hook has removed its folders.
 *
 * <p>Not every end is a signal: where memory has run out in a task, Spark calls for the end of the
 * JVM. Nothing is waited for then, and the run has failed.
 */
final class StopOnSignal {
  private static final int BEFORE_SPARK = 1_000;
  private static final int AFTER_SPARK = 0;
  private static final int PATIENCE_MINUTES = 10;
  private static final int FAILED = 1;

  private StopOnSignal() {}

  /**
   * Runs {@code body}; after a signal, the process ends here with the exit code that it returns,
   * and with 1 where something else has ended it.
   *
   * @param stop asks {@code body} to return
   */
  static int run(Runnable stop, IntSupplier body) {
    var ended = new CountDownLatch(1);
    var exitCode = new AtomicInteger(FAILED);
    var hasFailed = new AtomicBoolean();
    Runnable end =
        () -> {
          if (isCalledFor()) {
            hasFailed.set(true);
            return;
          }
          stop.run();
          try {
            ended.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    Runnable exit = () -> Runtime.getRuntime().halt(hasFailed.get() ? FAILED : exitCode.get());
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

  /** A signal ends the JVM without a call of this method. */
  private static boolean isCalledFor() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(Stream::of)
        .anyMatch(
            frame ->
                frame.getClassName().equals(Runtime.class.getName())
                    && frame.getMethodName().equals("exit"));
  }
}
