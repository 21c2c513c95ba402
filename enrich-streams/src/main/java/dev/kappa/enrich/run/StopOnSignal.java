package dev.kappa.enrich.run;

import java.util.concurrent.CountDownLatch;

/** SIGTERM and Ctrl-C close the enricher, and the exit code says whether it closed cleanly. */
public final class StopOnSignal {
  private StopOnSignal() {}

  /**
   * Runs until {@link EnrichRunner#run()} returns or a signal arrives; after a signal, the process
   * ends here, with 0 when everything was closed, else 1.
   */
  public static boolean run(EnrichRunner runner) throws InterruptedException {
    var ended = new CountDownLatch(1);
    var clean = new boolean[1];
    var hook =
        new Thread(
            () -> {
              runner.stop();
              try {
                ended.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              Runtime.getRuntime().halt(clean[0] ? 0 : 1);
            },
            "stop-on-signal");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      clean[0] = runner.run();
    } finally {
      ended.countDown();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      hook.join(); // a signal: the hook ends the process
    }
    return clean[0];
  }
}
