package dev.kappa.contracts.config;

import dev.kappa.contracts.Topics;
import java.io.IOException;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The configuration in force, typed and checked.
 *
 * @param root the folder that relative paths start from: the project's
 * @param topicDefaults how topics are created
 * @param jobs how analytic jobs run
 * @param stack the local stack
 */
public record KappaConfig(
    Path root,
    Kafka kafka,
    Cassandra cassandra,
    Elasticsearch elasticsearch,
    URI connectUrl,
    Trino trino,
    Topics topics,
    TopicDefaults topicDefaults,
    Jobs jobs,
    Stack stack) {

  /**
   * How to reach Kafka.
   *
   * @param clientProperties settings of every client, {@code bootstrap.servers} among them
   */
  public record Kafka(String bootstrapServers, Map<String, String> clientProperties) {
    @Override
    public String toString() {
      return "Kafka[" + bootstrapServers + "]";
    }
  }

  /**
   * How to reach Cassandra. An empty username means no login.
   *
   * @param replication of the keyspace when it is created, a CQL map
   */
  public record Cassandra(
      List<InetSocketAddress> contactPoints,
      String localDatacenter,
      String keyspace,
      String replication,
      String username,
      String password) {
    @Override
    public String toString() {
      return "Cassandra[" + contactPoints + ", " + keyspace + "]";
    }
  }

  /** How to reach Elasticsearch. An empty username means no login. */
  public record Elasticsearch(List<URI> urls, String username, String password) {
    @Override
    public String toString() {
      return "Elasticsearch[" + urls + "]";
    }
  }

  /** How to reach Trino. An empty password means none. */
  public record Trino(URI url, String user, String password) {
    @Override
    public String toString() {
      return "Trino[" + url + "]";
    }
  }

  /** How a topic is created where the suite creates it. */
  public record TopicDefaults(int partitions, int replicationFactor) {}

  /**
   * How analytic jobs run.
   *
   * @param checkpointDir a URI; each job has a folder of its name in it
   * @param watermark how far an event may lag behind the newest and still be counted
   * @param futureBound how far it may be ahead of its record, and of now, and still be counted
   * @param shufflePartitions 0 for one a core
   * @param maxBatchRecords how many records a micro-batch has at most
   */
  public record Jobs(
      URI checkpointDir,
      Duration watermark,
      Duration futureBound,
      int shufflePartitions,
      int maxBatchRecords) {}

  /**
   * The local stack.
   *
   * @param dir its data, logs and process ids
   */
  public record Stack(Path dir, Ports ports) {}

  /**
   * Reads the configuration in force: {@code kappa.properties} in {@code root}, or the file that
   * the variable {@code KAPPA_CONFIG} names, and the {@code KAPPA_…} variables over it.
   *
   * @throws ConfigurationException with every problem at once
   */
  public static KappaConfig load(Path root, Map<String, String> environment) {
    return of(root, settings(root, environment));
  }

  /**
   * {@link #load(Path, Map)} for this process: root is {@code KAPPA_HOME} or the current folder.
   */
  public static KappaConfig load() {
    return load(rootOf(System.getenv()), System.getenv());
  }

  /** The project's folder, from {@code KAPPA_HOME}, else the current folder. */
  public static Path rootOf(Map<String, String> environment) {
    return Path.of(environment.getOrDefault("KAPPA_HOME", "")).toAbsolutePath().normalize();
  }

  /** Every setting with its value and where it came from; secrets masked. */
  public static List<Setting> describe(Path root, Map<String, String> environment) {
    var settings = settings(root, environment);
    var config = of(root, settings); // so that what is shown is known to be valid
    var addresses =
        Map.of(
            "kafka.bootstrap.servers", config.kafka().bootstrapServers(),
            "cassandra.contact.points", join(config.cassandra().contactPoints(), KappaConfig::text),
            "elasticsearch.url", join(config.elasticsearch().urls(), URI::toString),
            "connect.url", config.connectUrl().toString(),
            "trino.url", config.trino().url().toString(),
            "jobs.checkpoint.dir", config.jobs().checkpointDir().toString());
    return settings.stream()
        .map(
            s -> {
              var value = s.value().isEmpty() ? addresses.getOrDefault(s.key(), "") : s.value();
              return new Setting(
                  s.key(),
                  s.secret() && !value.isEmpty() ? "********" : value,
                  s.origin(),
                  s.secret(),
                  s.doc());
            })
        .toList();
  }

  private static List<Setting> settings(Path root, Map<String, String> environment) {
    var named = environment.get(Settings.CONFIG_FILE_VARIABLE);
    var file = root.resolve(named == null ? "kappa.properties" : named);
    return Settings.read(file, named != null, environment);
  }

  private static KappaConfig of(Path root, List<Setting> settings) {
    return new Reading(root, settings).config();
  }

  private static String text(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }

  private static <T> String join(List<T> values, Function<T, String> text) {
    return values.stream().map(text).collect(Collectors.joining(","));
  }

  /** Turns texts into types, and gathers the problems met on the way. */
  private static final class Reading {
    private final Path root;
    private final Map<String, Setting> settings;
    private final List<String> problems = new ArrayList<>();

    Reading(Path root, List<Setting> settings) {
      this.root = root;
      this.settings = settings.stream().collect(Collectors.toMap(Setting::key, s -> s));
    }

    KappaConfig config() {
      var ports =
          new Ports(
              number("stack.kafka.port"),
              number("stack.kafka.controller.port"),
              number("stack.kafka.metrics.port"),
              number("stack.connect.port"),
              number("stack.connect.metrics.port"),
              number("stack.cassandra.port"),
              number("stack.cassandra.storage.port"),
              number("stack.elasticsearch.port"),
              number("stack.elasticsearch.transport.port"),
              number("stack.trino.port"),
              number("stack.monitor.port"));
      var bootstrap = textOr("kafka.bootstrap.servers", "127.0.0.1:" + ports.kafka());
      var config =
          new KappaConfig(
              root,
              new Kafka(bootstrap, clientProperties(bootstrap)),
              new Cassandra(
                  Addresses.hostsAndPorts(
                      textOr("cassandra.contact.points", "127.0.0.1:" + ports.cassandra())),
                  text("cassandra.local.datacenter"),
                  text("cassandra.keyspace"),
                  text("cassandra.replication"),
                  text("cassandra.username"),
                  text("cassandra.password")),
              new Elasticsearch(
                  Addresses.urls(
                      textOr("elasticsearch.url", "http://127.0.0.1:" + ports.elasticsearch())),
                  text("elasticsearch.username"),
                  text("elasticsearch.password")),
              Addresses.url(textOr("connect.url", "http://127.0.0.1:" + ports.connect())),
              new Trino(
                  Addresses.url(textOr("trino.url", "http://127.0.0.1:" + ports.trino())),
                  text("trino.user"),
                  text("trino.password")),
              new Topics(
                  text("topic.employees"),
                  text("topic.append_employees"),
                  text("topic.actions"),
                  text("topic.pages"),
                  text("topic.enriched_actions"),
                  text("topic.action_counts"),
                  text("topic.fulltext"),
                  text("topic.dead_letters")),
              new TopicDefaults(number("topic.partitions"), number("topic.replication.factor")),
              new Jobs(
                  checkpointDir(),
                  Duration.parse(text("jobs.watermark")),
                  Duration.parse(text("jobs.future.bound")),
                  number("jobs.shuffle.partitions"),
                  number("jobs.max.batch.records")),
              new Stack(stackDir(), ports));
      if (!config.trino().password().isEmpty()
          && !"https".equals(config.trino().url().getScheme())) {
        problems.add("trino.password: a password is sent over https only; trino.url is no https");
      }
      if (!problems.isEmpty()) {
        throw new ConfigurationException(problems);
      }
      return config;
    }

    private Path stackDir() {
      return root.resolve(text("stack.dir")).normalize();
    }

    private URI checkpointDir() {
      var dir = text("jobs.checkpoint.dir");
      if (dir.isEmpty()) {
        return stackDir().resolve("data").resolve("checkpoints").toUri();
      }
      try {
        return dir.matches("[a-z][a-z0-9+.-]+:.*") ? URI.create(dir) : root.resolve(dir).toUri();
      } catch (IllegalArgumentException e) {
        problem("jobs.checkpoint.dir", dir, "a folder or a URI");
        return root.toUri();
      }
    }

    private String text(String key) {
      return settings.get(key).value();
    }

    private String textOr(String key, String fallback) {
      return text(key).isEmpty() ? fallback : text(key);
    }

    private int number(String key) {
      return Integer.parseInt(text(key));
    }

    private Map<String, String> clientProperties(String bootstrap) {
      var properties = new Properties();
      var file = text("kafka.client.config");
      if (!file.isEmpty()) {
        try (Reader reader = Files.newBufferedReader(root.resolve(file))) {
          properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
          problem("kafka.client.config", file, "a properties file that can be read (" + e + ")");
        }
      }
      properties.setProperty("bootstrap.servers", bootstrap);
      return properties.stringPropertyNames().stream()
          .collect(Collectors.toUnmodifiableMap(k -> k, properties::getProperty));
    }

    private void problem(String key, String value, String expected) {
      problems.add(
          "%s (from %s): '%s' is not %s"
              .formatted(key, settings.get(key).origin(), value, expected));
    }
  }
}
