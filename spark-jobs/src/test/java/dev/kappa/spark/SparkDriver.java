package dev.kappa.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** {@code spark-submit} as a process that runs on, to be stopped, killed or frozen. */
final class SparkDriver implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Process process;
  private final Path log;

  /**
   * Starts it.
   *
   * @param log where it writes
   */
  SparkDriver(ProcessBuilder command, Path log) throws IOException {
    this.log = log;
    this.process = command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  /** What it has written so far. */
  String log() throws IOException {
    return Files.readString(log);
  }

  /** Returns when it has written this. */
  void awaitLog(String text) {
    Awaitility.await(text)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> log().contains(text) || !process.isAlive());
    if (!process.isAlive()) {
      throw new AssertionError("the driver has ended:\n" + quietLog());
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** {@code kill -9}; returns when it is gone. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** {@code kill -TERM}; returns the exit code. */
  int stop() throws InterruptedException {
    process.destroy();
    return exitCode();
  }

  /** Waits for its end. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the driver does not end:\n" + quietLog());
    }
    return process.exitValue();
  }

  /** {@code kill -STOP}: it stands still and does not know it. */
  void freeze() throws IOException, InterruptedException {
    signal("-STOP");
  }

  /** {@code kill -CONT}. */
  void thaw() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
  }

  private String quietLog() {
    try {
      return log();
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  @Override
  public void close() {
    kill();
  }
}
