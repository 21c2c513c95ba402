package dev.kappa.enrich.it;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** An instance of the enricher: the runnable jar, as a process. */
final class EnricherProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final Path log;

  private EnricherProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts an instance.
   *
   * @param home its KAPPA_HOME, where its stores and its log are
   * @param environment KAPPA_… variables
   */
  static EnricherProcess start(
      Path home, String name, Map<String, String> environment, List<String> arguments)
      throws IOException {
    var jar = Path.of(System.getProperty("kappa.root"), "enrich-streams/target");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar"));
    command.add(jar.resolve("kappa-enrich-streams.jar").toString());
    command.addAll(arguments);
    var log = Files.createTempFile(home, name + "-", ".log");
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log.toFile()).redirectInput(new File("/dev/null"));
    builder.environment().keySet().removeIf(variable -> variable.startsWith("KAPPA_"));
    builder.environment().put("KAPPA_HOME", home.toString());
    builder.environment().putAll(environment);
    return new EnricherProcess(builder.start(), log);
  }

  EnricherProcess awaitLog(String text) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new IllegalStateException("ended: " + log());
              }
              return log().contains(text);
            });
    return this;
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** {@code kill -TERM}; returns the exit code. */
  int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("still running after SIGTERM: " + log);
    }
    return process.exitValue();
  }

  /** {@code kill -STOP}: it stands still and holds what it has. */
  void freeze() throws IOException, InterruptedException {
    signal("-STOP");
  }

  /** {@code kill -CONT}. */
  void thaw() throws IOException, InterruptedException {
    signal("-CONT");
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void signal(String signal) throws IOException, InterruptedException {
    int code = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    if (code != 0) {
      throw new IllegalStateException("kill " + signal + " failed");
    }
  }
}
