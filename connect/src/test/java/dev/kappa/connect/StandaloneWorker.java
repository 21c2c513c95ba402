package dev.kappa.connect;

import static org.awaitility.Awaitility.await;

import dev.kappa.contracts.config.KappaConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * A Connect worker of a test's own, to be killed: {@code connect-standalone} with one connector.
 */
final class StandaloneWorker implements AutoCloseable {
  private final ProcessBuilder command;
  private final Path log;
  private Process process;

  private StandaloneWorker(ProcessBuilder command, Path log) {
    this.command = command;
    this.log = log;
  }

  /**
   * Prepares a worker.
   *
   * @param worker settings of the worker, over those of {@code connect-standalone.properties}
   * @param connector a connector's settings, {@code name} among them
   */
  static StandaloneWorker prepare(
      KappaConfig config, Path folder, Map<String, String> worker, Map<String, String> connector)
      throws IOException {
    var root = config.root();
    var settings = new Properties();
    try (var reader =
        Files.newBufferedReader(root.resolve("connect/config/connect-standalone.properties"))) {
      settings.load(reader);
    }
    settings.setProperty("bootstrap.servers", config.kafka().bootstrapServers());
    settings.setProperty("listeners", "http://127.0.0.1:0");
    settings.setProperty("plugin.path", root.resolve("connect/target/plugin").toString());
    settings.setProperty("offset.storage.file.filename", folder.resolve("offsets").toString());
    settings.setProperty("offset.flush.interval.ms", "200");
    settings.putAll(worker);
    var classPath =
        Files.readString(root.resolve("stack/servers/connect/target/classpath")).strip();
    var log = folder.resolve("worker.log");
    var command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                "org.apache.kafka.connect.cli.ConnectStandalone",
                store(folder.resolve("worker.properties"), settings),
                store(folder.resolve("connector.properties"), connector))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return new StandaloneWorker(command, log);
  }

  StandaloneWorker start() throws IOException {
    process = command.start();
    return this;
  }

  /** SIGKILL: nothing is flushed, committed or closed. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** The log until now. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    await().atMost(30, TimeUnit.SECONDS).until(() -> !process.isAlive());
  }

  private static String store(Path file, Map<?, ?> settings) throws IOException {
    var properties = new Properties();
    properties.putAll(settings);
    try (var writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
    return file.toString();
  }

  /** Its command, for a failed test. */
  @Override
  public String toString() {
    return String.join(" ", List.copyOf(command.command()));
  }
}
