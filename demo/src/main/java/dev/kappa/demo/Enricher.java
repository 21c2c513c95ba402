package dev.kappa.demo;

import dev.kappa.contracts.config.KappaConfig;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** {@code kappa enrich} in the background. */
final class Enricher implements AutoCloseable {
  private final Path log;
  private final Process process;
  private final OnInterrupt stopOnInterrupt;

  Enricher(KappaCommands kappa, KappaConfig config) {
    log = config.stack().dir().resolve("logs").resolve("enrich.log");
    process = kappa.start(log, "enrich");
    stopOnInterrupt = new OnInterrupt(process::destroy);
  }

  /**
   * Does nothing while it runs.
   *
   * @throws DemoFailedException when it has ended
   */
  void requireRunning() {
    if (!process.isAlive()) {
      throw new DemoFailedException(
          "kappa enrich ended with exit code %d; it says why in %s"
              .formatted(process.exitValue(), log));
    }
  }

  /** Stops it as Ctrl-C would, and waits until it has committed what it had begun. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new DemoFailedException("kappa enrich did not stop within a minute; see " + log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stopOnInterrupt.forget();
  }
}
