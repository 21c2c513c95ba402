package dev.kappa.stack;

import dev.kappa.contracts.config.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A Kafka Connect worker in distributed mode, with the suite's own connectors as its plugins. */
final class ConnectServer implements Server {
  private static final String NAME = "connect";

  private final StackLayout layout;
  private final Ports ports;
  private final JavaHomes javas;
  private final HttpProbe http = new HttpProbe();

  ConnectServer(StackLayout layout, Ports ports, JavaHomes javas) {
    this.layout = layout;
    this.ports = ports;
    this.javas = javas;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> needs() {
    return Set.of("kafka");
  }

  @Override
  public List<Port> ports() {
    return List.of(
        new Port("stack.connect.port", ports.connect()),
        new Port("stack.connect.metrics.port", ports.connectMetrics()));
  }

  @Override
  public int memoryMebibytes() {
    return 400;
  }

  @Override
  public List<String> problems() {
    return ServerFiles.problems(NAME, javas::forServers, layout.classPathFile(NAME));
  }

  @Override
  public void prepare() throws IOException {
    PropertiesFile.write(configuration(), settings());
    ServerFiles.copyResource("kafka/log4j2.properties", logging());
    JmxMetrics.prepare(layout, NAME);
    ServerFiles.delete(layout.temporary(NAME));
    Files.createDirectories(layout.temporary(NAME));
    copyPlugins();
  }

  @Override
  public void launch(ChildProcesses children) throws IOException {
    var arguments =
        List.of(
            JmxMetrics.agent(layout, NAME, ports.connectMetrics()),
            "-Xms64m",
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData",
            "-Djava.awt.headless=true",
            "-Djava.io.tmpdir=" + layout.temporary(NAME),
            "-Dkappa.stage=" + NAME,
            "-Dlog4j2.configurationFile=" + logging().toUri(),
            "-cp",
            layout.classPath(NAME),
            "org.apache.kafka.connect.cli.ConnectDistributed",
            configuration().toString());
    children.start(
        NAME,
        new ChildCommand(
            List.of(),
            javas.forServers(),
            List.of(ArgumentFile.write(layout.conf(NAME).resolve("worker.args"), arguments)),
            Map.of(),
            layout.conf(NAME)));
  }

  @Override
  public boolean isReady() {
    return http.get(ports.connect(), "/connectors").isPresent();
  }

  /**
   * The worker loads classes as it comes to need them: from copies, since a build replaces the jars
   * it makes.
   */
  private void copyPlugins() throws IOException {
    ServerFiles.delete(plugins());
    Files.createDirectories(plugins());
    var built = layout.home().resolve("connect/target/plugin");
    if (Files.isDirectory(built)) {
      try (var jars = Files.newDirectoryStream(built, "*.jar")) {
        for (var jar : jars) {
          Files.copy(jar, plugins().resolve(jar.getFileName()));
        }
      }
    }
  }

  private Path plugins() {
    return layout.unpacked(NAME).resolve("plugins");
  }

  private Path configuration() {
    return layout.conf(NAME).resolve("worker.properties");
  }

  private Path logging() {
    return layout.conf(NAME).resolve("log4j2.properties");
  }

  private Map<String, String> settings() {
    var settings = new TreeMap<String, String>();
    settings.put("bootstrap.servers", "127.0.0.1:" + ports.kafka());
    settings.put("group.id", "kappa-connect");
    settings.put("listeners", "http://127.0.0.1:" + ports.connect());
    settings.put("rest.advertised.host.name", "127.0.0.1");
    settings.put("rest.advertised.port", String.valueOf(ports.connect()));
    for (var topic : List.of("config", "offset", "status")) {
      settings.put(topic + ".storage.topic", "kappa-connect-" + topic);
      settings.put(topic + ".storage.replication.factor", "1");
    }
    settings.put("offset.storage.partitions", "4");
    settings.put("status.storage.partitions", "2");
    for (var side : List.of("key", "value")) {
      settings.put(side + ".converter", "org.apache.kafka.connect.json.JsonConverter");
      settings.put(side + ".converter.schemas.enable", "false");
    }
    settings.put("plugin.path", plugins().toString());
    settings.put("plugin.discovery", "service_load");
    settings.put("connector.client.config.override.policy", "All");
    // What a transaction wrote and did not commit is no record.
    settings.put("consumer.isolation.level", "read_committed");
    settings.put("offset.flush.interval.ms", "5000");
    // There is one worker: when it comes back after a kill, its tasks wait for nobody.
    settings.put("scheduled.rebalance.max.delay.ms", "0");
    settings.put("session.timeout.ms", "6000");
    settings.put("heartbeat.interval.ms", "2000");
    return settings;
  }
}
