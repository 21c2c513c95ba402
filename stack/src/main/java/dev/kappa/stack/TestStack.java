package dev.kappa.stack;

import dev.kappa.contracts.config.KappaConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The servers that integration tests share: started when the first test asks, and kept running. */
public final class TestStack {
  /** Added to the default ports, so that the tests' servers stand beside a person's stack. */
  private static final int PORT_OFFSET = 10_000;

  private static final Map<String, Integer> DEFAULT_PORTS =
      Map.ofEntries(
          Map.entry("KAPPA_STACK_KAFKA_PORT", 9092),
          Map.entry("KAPPA_STACK_KAFKA_CONTROLLER_PORT", 9093),
          Map.entry("KAPPA_STACK_KAFKA_METRICS_PORT", 9404),
          Map.entry("KAPPA_STACK_CONNECT_PORT", 8083),
          Map.entry("KAPPA_STACK_CONNECT_METRICS_PORT", 9405),
          Map.entry("KAPPA_STACK_CASSANDRA_PORT", 9042),
          Map.entry("KAPPA_STACK_CASSANDRA_STORAGE_PORT", 7000),
          Map.entry("KAPPA_STACK_ELASTICSEARCH_PORT", 9200),
          Map.entry("KAPPA_STACK_ELASTICSEARCH_TRANSPORT_PORT", 9300),
          Map.entry("KAPPA_STACK_TRINO_PORT", 8080),
          Map.entry("KAPPA_STACK_MONITOR_PORT", 8070));

  private TestStack() {}

  /**
   * Starts those of the servers that do not run yet, and what they need. Safe to call from several
   * processes at once.
   *
   * @param servers of {@code kafka connect cassandra elasticsearch presto}
   * @return the configuration that leads to the tests' servers, whatever the user's own file says
   * @throws IOException when a server does not start, with the reason out of its log
   */
  public static synchronized KappaConfig require(String... servers) throws IOException {
    var root = Path.of(System.getProperty("kappa.root", System.getProperty("user.dir")));
    var config = config(root, System.getenv());
    new Stack(config, System.getenv(), Progress.toStandardError()).up(List.of(servers));
    return config;
  }

  static KappaConfig config(Path root, Map<String, String> variables) throws IOException {
    var environment = new HashMap<String, String>();
    variables.forEach(
        (name, value) -> {
          if (name.startsWith("KAPPA_STACK_")) {
            environment.put(name, value);
          }
        });
    environment.putIfAbsent("KAPPA_STACK_DIR", ".kappa/test");
    DEFAULT_PORTS.forEach(
        (name, port) -> environment.putIfAbsent(name, String.valueOf(port + PORT_OFFSET)));
    // A file of its own: a user's kappa.properties may point at servers that tests must not touch.
    var file = root.resolve(environment.get("KAPPA_STACK_DIR")).resolve("kappa.properties");
    Files.createDirectories(file.getParent());
    if (!Files.exists(file)) {
      Files.createFile(file);
    }
    environment.put("KAPPA_CONFIG", file.toString());
    return KappaConfig.load(root, environment);
  }
}
