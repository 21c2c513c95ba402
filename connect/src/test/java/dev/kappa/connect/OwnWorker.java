package dev.kappa.connect;

import static org.awaitility.Awaitility.await;

import dev.kappa.connect.worker.ConnectWorker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/** A Connect worker of a test's own, to be killed, looked at, or given too little memory. */
final class OwnWorker implements AutoCloseable {
  /** The releases of Kafka whose workers there are, by the folder of {@code stack/servers}. */
  static final String KAFKA_4 = "connect";

  static final String KAFKA_3 = "connect-3";

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern LISTENING =
      Pattern.compile("REST server listening at (http:\\S+?),");

  private final ProcessBuilder command;
  private final Path log;
  private Process process;

  private OwnWorker(ProcessBuilder command, Path log) {
    this.command = command;
    this.log = log;
  }

  /**
   * {@code connect-standalone.properties}, with what a test's worker needs over it.
   *
   * @param settings of the worker, over all of that
   * @param connectors settings of connectors that it starts with, {@code name} among them
   */
  static OwnWorker standalone(
      Servers servers,
      Path folder,
      Map<String, String> settings,
      List<Map<String, String>> connectors)
      throws IOException {
    var properties = shipped(servers, "connect-standalone.properties");
    properties.setProperty("offset.storage.file.filename", folder.resolve("offsets").toString());
    properties.setProperty("offset.flush.interval.ms", "200");
    properties.putAll(settings);
    return standalone(servers, folder, KAFKA_4, properties, connectors);
  }

  /** Any standalone worker. */
  static OwnWorker standalone(
      Servers servers,
      Path folder,
      String release,
      Properties settings,
      List<Map<String, String>> connectors)
      throws IOException {
    var files = new ArrayList<String>();
    files.add(store(folder.resolve("worker.properties"), settings));
    for (int i = 0; i < connectors.size(); i++) {
      files.add(store(folder.resolve("connector-" + i + ".properties"), connectors.get(i)));
    }
    return prepare(servers, folder, release, "ConnectStandalone", files);
  }

  /** Any distributed worker. */
  static OwnWorker distributed(Servers servers, Path folder, String release, Properties settings)
      throws IOException {
    var file = store(folder.resolve("worker.properties"), settings);
    return prepare(servers, folder, release, "ConnectDistributed", List.of(file));
  }

  /** A file of {@code connect/config}, with the tests' Kafka, any free port, and the plugin. */
  static Properties shipped(Servers servers, String name) throws IOException {
    var properties = load(servers.config.root().resolve("connect/config").resolve(name));
    properties.setProperty("bootstrap.servers", servers.config.kafka().bootstrapServers());
    properties.setProperty("listeners", "http://127.0.0.1:0");
    properties.setProperty("plugin.path", plugin(servers).toString());
    return properties;
  }

  static Path plugin(Servers servers) {
    return servers.config.root().resolve("connect/target/plugin");
  }

  static Properties load(Path file) throws IOException {
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return properties;
  }

  /**
   * Has it log as the local stack's worker does where {@code KAPPA_LOG_FORMAT} is json, and its
   * whole configuration too.
   */
  OwnWorker logsJson(Servers servers) {
    var logging = "stack/src/main/resources/dev/kappa/stack/kafka/log4j2.properties";
    var file = servers.config.root().resolve(logging).toUri();
    command.command().add(1, "-Dlog4j2.configurationFile=" + file);
    command.command().add(1, "-Dkappa.stage=connect");
    command.command().add(1, "-Dkappa.log.level.configurations=info");
    command.environment().put("KAPPA_LOG_FORMAT", "json");
    return this;
  }

  OwnWorker start() throws IOException {
    process = command.start();
    return this;
  }

  /** SIGKILL: nothing is flushed, committed or closed. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Its REST interface, once there is one. */
  ConnectWorker rest() {
    await().atMost(PATIENCE).until(() -> !process.isAlive() || log().contains("Connect started"));
    var listening = LISTENING.matcher(log());
    if (!process.isAlive() || !listening.find()) {
      throw new IllegalStateException("the worker did not start:\n" + log());
    }
    return new ConnectWorker(URI.create(listening.group(1)));
  }

  /** What it has said until now. */
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
    await().atMost(PATIENCE).until(() -> !process.isAlive());
  }

  private static OwnWorker prepare(
      Servers servers, Path folder, String release, String main, List<String> files)
      throws IOException {
    var classPath =
        servers.config.root().resolve("stack/servers").resolve(release).resolve("target/classpath");
    var log = folder.resolve("worker.log");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx192m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "-Dlog4j2.level=INFO"));
    command.addAll(List.of("-cp", Files.readString(classPath).strip()));
    command.add("org.apache.kafka.connect.cli." + main);
    command.addAll(files);
    return new OwnWorker(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())),
        log);
  }

  private static String store(Path file, Map<?, ?> settings) throws IOException {
    var properties = new Properties();
    properties.putAll(settings);
    try (var writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
    return file.toString();
  }
}
