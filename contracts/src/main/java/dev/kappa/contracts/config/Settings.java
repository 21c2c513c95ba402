package dev.kappa.contracts.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;

/**
 * The keys of {@code kappa.properties}, and the reading of them. A value comes from, the later over
 * the earlier: the default, the properties file, the environment variable {@code KAPPA_} + the key
 * in capitals with {@code _} for {@code .}.
 */
final class Settings {
  static final String CONFIG_FILE_VARIABLE = "KAPPA_CONFIG";

  /** Variables of the {@code kappa} script itself, which are no settings. */
  private static final List<String> SCRIPT_VARIABLES =
      List.of(
          CONFIG_FILE_VARIABLE,
          "KAPPA_HOME",
          "KAPPA_JAVA_HOME",
          "KAPPA_TRINO_JAVA_HOME",
          "KAPPA_JAVA_OPTS",
          "KAPPA_LOG_FORMAT",
          "KAPPA_DEMO",
          "KAPPA_SKIP_BUILD");

  static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(
              "kafka.bootstrap.servers",
              Type.STRING,
              "",
              Addresses.validator(Addresses::hostsAndPorts, "host:port, several with commas"),
              Importance.HIGH,
              "Kafka brokers, host:port separated by commas. Empty: the local stack's.")
          .define(
              "kafka.client.config",
              Type.STRING,
              "",
              Importance.MEDIUM,
              "A properties file with further settings of every Kafka client, for example TLS and"
                  + " SASL.")
          .define(
              "cassandra.contact.points",
              Type.STRING,
              "",
              Addresses.validator(Addresses::hostsAndPorts, "host:port, several with commas"),
              Importance.HIGH,
              "Cassandra nodes, host:port separated by commas. Empty: the local stack's.")
          .define(
              "cassandra.local.datacenter",
              Type.STRING,
              "datacenter1",
              nonEmpty(),
              Importance.MEDIUM,
              "The data center whose nodes are asked.")
          .define(
              "cassandra.keyspace",
              Type.STRING,
              "kappa",
              ConfigDef.LambdaValidator.with(
                  (name, value) -> {
                    if (!value.toString().matches("[a-z][a-z0-9_]{0,47}")) {
                      throw new ConfigException(
                          name, value, "1 to 48 of a-z, 0-9 and _, a letter first");
                    }
                  },
                  () -> "1 to 48 of a-z, 0-9 and _, a letter first"),
              Importance.MEDIUM,
              "The keyspace of the aggregates.")
          .define(
              "cassandra.replication",
              Type.STRING,
              "{'class': 'SimpleStrategy', 'replication_factor': 1}",
              ConfigDef.LambdaValidator.with(
                  (name, value) -> {
                    if (!value.toString().matches("\\{\\s*'class'\\s*:[^;{}]+\\}")) {
                      throw new ConfigException(name, value, "a CQL map with a 'class'");
                    }
                  },
                  () -> "a CQL map with a 'class'"),
              Importance.MEDIUM,
              "Replication of the keyspace when it is created. Three nodes or more:"
                  + " {'class': 'NetworkTopologyStrategy', 'datacenter1': 3}.")
          .define("cassandra.username", Type.STRING, "", Importance.MEDIUM, "Empty: no login.")
          .define("cassandra.password", Type.PASSWORD, "", Importance.MEDIUM, "With the username.")
          .define(
              "elasticsearch.url",
              Type.STRING,
              "",
              Addresses.validator(Addresses::urls, "http://host:port, several with commas"),
              Importance.HIGH,
              "Elasticsearch nodes, URLs separated by commas. Empty: the local stack's.")
          .define("elasticsearch.username", Type.STRING, "", Importance.MEDIUM, "Empty: no login.")
          .define(
              "elasticsearch.password", Type.PASSWORD, "", Importance.MEDIUM, "With the username.")
          .define(
              "connect.url",
              Type.STRING,
              "",
              Addresses.validator(Addresses::url, "http://host:port"),
              Importance.HIGH,
              "REST address of a Kafka Connect worker. Empty: the local stack's.")
          .define(
              "trino.url",
              Type.STRING,
              "",
              Addresses.validator(Addresses::url, "http://host:port"),
              Importance.HIGH,
              "Trino or Presto coordinator, http(s)://host:port. Empty: the local stack's.")
          .define("trino.user", Type.STRING, "kappa", nonEmpty(), Importance.MEDIUM, "Who asks.")
          .define("trino.password", Type.PASSWORD, "", Importance.MEDIUM, "Needs https.")
          .define(
              "topic.employees",
              Type.STRING,
              "sample.employees",
              nonEmpty(),
              Importance.LOW,
              "Employees, as sent.")
          .define(
              "topic.append_employees",
              Type.STRING,
              "sample.append_employees",
              nonEmpty(),
              Importance.LOW,
              "Employees, a value appended.")
          .define(
              "topic.actions",
              Type.STRING,
              "analyze.action",
              nonEmpty(),
              Importance.LOW,
              "Actions, as sent.")
          .define(
              "topic.pages",
              Type.STRING,
              "reference.page",
              nonEmpty(),
              Importance.LOW,
              "Pages, compacted, by name.")
          .define(
              "topic.enriched_actions",
              Type.STRING,
              "analyze.enriched_action",
              nonEmpty(),
              Importance.LOW,
              "Actions joined with pages.")
          .define(
              "topic.action_counts",
              Type.STRING,
              "analyze.action_counts",
              nonEmpty(),
              Importance.LOW,
              "Actions per page and minute, compacted.")
          .define(
              "topic.fulltext",
              Type.STRING,
              "fulltext.register",
              nonEmpty(),
              Importance.LOW,
              "Texts to search.")
          .define(
              "topic.dead_letters",
              Type.STRING,
              "kappa.dead_letters",
              nonEmpty(),
              Importance.LOW,
              "What no stage could take.")
          .define(
              "topic.partitions",
              Type.INT,
              4,
              Range.between(1, 10_000),
              Importance.MEDIUM,
              "Partitions of a topic that the suite creates.")
          .define(
              "topic.replication.factor",
              Type.INT,
              1,
              Range.between(1, 15),
              Importance.MEDIUM,
              "Replicas of a topic that the suite creates: 3 on a real cluster.")
          .define(
              "jobs.checkpoint.dir",
              Type.STRING,
              "",
              Importance.HIGH,
              "Where jobs keep their checkpoints: a folder, or a URI that every executor can reach."
                  + " Empty: data/checkpoints of the local stack.")
          .define(
              "jobs.watermark",
              Type.STRING,
              "PT1H",
              duration(),
              Importance.MEDIUM,
              "How far an event may lag behind the newest and still be counted, ISO-8601.")
          .define(
              "jobs.future.bound",
              Type.STRING,
              "PT10M",
              duration(),
              Importance.MEDIUM,
              "How far an event may be ahead of its record and of now and still be counted, ISO-8601.")
          .define(
              "jobs.shuffle.partitions",
              Type.INT,
              0,
              Range.between(0, 100_000),
              Importance.MEDIUM,
              "Partitions of a job's state, fixed when its checkpoint is created. 0: one a core.")
          .define(
              "jobs.max.batch.records",
              Type.INT,
              1_000_000,
              Range.between(1_000, Integer.MAX_VALUE),
              Importance.MEDIUM,
              "Records that a job catches up with in one micro-batch at most. A batch that fails is"
                  + " run again whole; small batches cost half the speed.")
          .define(
              "stack.dir",
              Type.STRING,
              ".kappa",
              nonEmpty(),
              Importance.MEDIUM,
              "Data, logs and process ids of the local stack; relative to the project.")
          .define(
              "stack.kafka.port",
              Type.INT,
              9092,
              Range.between(1, 65_535),
              Importance.LOW,
              "Loopback port of the local stack.")
          .define(
              "stack.kafka.controller.port",
              Type.INT,
              9093,
              Range.between(1, 65_535),
              Importance.LOW,
              "Loopback port of the local stack.")
          .define(
              "stack.kafka.metrics.port",
              Type.INT,
              9404,
              Range.between(1, 65_535),
              Importance.LOW,
              "Loopback port of Kafka's own metrics.")
          .define(
              "stack.connect.port",
              Type.INT,
              8083,
              Range.between(1, 65_535),
              Importance.LOW,
              "Loopback port of the local stack.")
          .define(
              "stack.connect.metrics.port",
              Type.INT,
              9405,
              Range.between(1, 65_535),
              Importance.LOW,
              "Loopback port of Kafka Connect's own metrics.")
          .define(
              "stack.cassandra.port",
              Type.INT,
              9042,
              Range.between(1, 65_535),
              Importance.LOW,
              "Loopback port of the local stack.")
          .define(
              "stack.cassandra.storage.port",
              Type.INT,
              7000,
              Range.between(1, 65_535),
              Importance.LOW,
              "Loopback port of the local stack.")
          .define(
              "stack.elasticsearch.port",
              Type.INT,
              9200,
              Range.between(1, 65_535),
              Importance.LOW,
              "Loopback port of the local stack.")
          .define(
              "stack.elasticsearch.transport.port",
              Type.INT,
              9300,
              Range.between(1, 65_535),
              Importance.LOW,
              "Loopback port of the local stack.")
          .define(
              "stack.trino.port",
              Type.INT,
              8080,
              Range.between(1, 65_535),
              Importance.LOW,
              "Loopback port of the local stack.")
          .define(
              "stack.monitor.port",
              Type.INT,
              8070,
              Range.between(1, 65_535),
              Importance.LOW,
              "Loopback port of the live page and of the pipeline's metrics.");

  private Settings() {}

  /** Reads every setting, and says everything that is wrong with them at once. */
  static List<Setting> read(Path file, boolean required, Map<String, String> environment) {
    var problems = new ArrayList<String>();
    var texts = new TreeMap<String, String>();
    var origins = new TreeMap<String, Origin>();

    if (Files.exists(file) || required) {
      var properties = new Properties();
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new ConfigurationException(
            List.of("%s: cannot be read as a properties file (%s)".formatted(file, e)));
      }
      for (String key : properties.stringPropertyNames()) {
        if (!DEFINITION.names().contains(key)) {
          problems.add("%s in %s: no such setting%s".formatted(key, file, suggestion(key)));
          continue;
        }
        texts.put(key, properties.getProperty(key).strip());
        origins.put(key, new Origin.File(file));
      }
    }
    environment.forEach(
        (variable, value) -> {
          if (!variable.startsWith("KAPPA_") || SCRIPT_VARIABLES.contains(variable)) {
            return;
          }
          var key = keyOf(variable);
          if (key == null) {
            problems.add(
                "environment variable %s: no such setting%s"
                    .formatted(variable, suggestion(dotted(variable))));
            return;
          }
          texts.put(key, value.strip());
          origins.put(key, new Origin.Environment(variable));
        });

    for (ConfigValue value : DEFINITION.validate(texts)) {
      // A value of the wrong type is reported a second time for lying in no range: the first says
      // it.
      value.errorMessages().stream()
          .findFirst()
          .ifPresent(
              message ->
                  problems.add(
                      "%s (from %s): %s"
                          .formatted(
                              value.name(),
                              origins.getOrDefault(value.name(), new Origin.Default()),
                              message)));
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    var settings = new ArrayList<Setting>();
    DEFINITION
        .configKeys()
        .forEach(
            (key, definition) ->
                settings.add(
                    new Setting(
                        key,
                        texts.getOrDefault(key, defaultText(definition)),
                        origins.getOrDefault(key, new Origin.Default()),
                        definition.type == Type.PASSWORD,
                        definition.documentation)));
    return settings;
  }

  static String variableOf(String key) {
    return "KAPPA_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
  }

  private static String keyOf(String variable) {
    return DEFINITION.names().stream()
        .filter(key -> variableOf(key).equals(variable))
        .findFirst()
        .orElse(null);
  }

  private static String dotted(String variable) {
    return variable.substring("KAPPA_".length()).toLowerCase(Locale.ROOT).replace('_', '.');
  }

  private static String suggestion(String key) {
    var tail = key.substring(key.lastIndexOf('.') + 1);
    return DEFINITION.names().stream()
        .filter(name -> name.endsWith(tail))
        .findFirst()
        .map(name -> "; did you mean " + name + "?")
        .orElse("; './kappa config' prints those that exist");
  }

  private static String defaultText(ConfigDef.ConfigKey definition) {
    return definition.type == Type.PASSWORD ? "" : String.valueOf(definition.defaultValue);
  }

  private static ConfigDef.Validator duration() {
    return ConfigDef.LambdaValidator.with(
        (name, value) -> {
          try {
            if (Duration.parse(value.toString()).isNegative()) {
              throw new ConfigException(name, value, "a duration that is not negative");
            }
          } catch (DateTimeParseException e) {
            throw new ConfigException(name, value, "a duration like PT10M, PT1H or P1D");
          }
        },
        () -> "a duration like PT10M, PT1H or P1D");
  }

  private static ConfigDef.Validator nonEmpty() {
    return new ConfigDef.NonEmptyString();
  }
}
