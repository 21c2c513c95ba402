package dev.kappa.enrich.config;

import dev.kappa.contracts.Topics;
import dev.kappa.contracts.Topics.TopicSpec;
import dev.kappa.contracts.config.ConfigurationException;
import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.enrich.json.AppendValue;
import dev.kappa.enrich.topology.AppendFlow;
import dev.kappa.enrich.topology.EnrichActionsFlow;
import dev.kappa.enrich.topology.Flow;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Reads what the enricher is told. Without a file, every flow runs on the topics of the suite's own
 * configuration. A file with the keys {@code sample.*} describes one flow, from one topic to
 * another, and that flow alone runs. Every other key is a setting of Kafka Streams.
 */
public final class EnrichProperties {
  private static final String APP_ID = "sample.app_id";
  private static final String SERVERS = "sample.bootstrap.servers";
  private static final String FROM = "sample.stream.topic";
  private static final String TO = "sample.streamed.topic";
  private static final List<String> SAMPLE = List.of(APP_ID, SERVERS, FROM, TO);
  private static final String FIELD = "append.field";
  private static final String VALUE = "append.value";

  private static final String DEFAULT_APPLICATION_ID = "kappa.enrich";
  private static final String DEFAULT_FIELD = "Interests";
  private static final String DEFAULT_VALUE = "Developers Summit";

  private final KappaConfig suite;
  private final Map<String, String> given;
  private final List<String> problems = new ArrayList<>();

  private EnrichProperties(KappaConfig suite, Map<String, String> given) {
    this.suite = suite;
    this.given = new TreeMap<>(given);
  }

  /** The enricher's configuration where no file is given. */
  public static EnrichConfig defaults(KappaConfig suite) {
    return read(suite, Map.of());
  }

  /**
   * Reads a properties file.
   *
   * @throws ConfigurationException with every problem at once
   */
  public static EnrichConfig read(KappaConfig suite, Path file) {
    var properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigurationException(
          List.of("%s: cannot be read as a properties file (%s)".formatted(file, e)));
    }
    var given = new HashMap<String, String>();
    properties
        .stringPropertyNames()
        .forEach(key -> given.put(key, properties.getProperty(key).strip()));
    return read(suite, given);
  }

  /**
   * Reads settings.
   *
   * @throws ConfigurationException with every problem at once
   */
  public static EnrichConfig read(KappaConfig suite, Map<String, String> given) {
    return new EnrichProperties(suite, given).config();
  }

  private EnrichConfig config() {
    var topics = suite.topics();
    var sample = SAMPLE.stream().anyMatch(given::containsKey);
    if (sample) {
      SAMPLE.forEach(this::required);
    }
    var applicationId = take(APP_ID, DEFAULT_APPLICATION_ID);
    var servers = take(SERVERS, suite.kafka().bootstrapServers());
    var append =
        new AppendFlow(
            take(FROM, topics.employees()),
            take(TO, topics.appendedEmployees()),
            new AppendValue(take(FIELD, DEFAULT_FIELD), take(VALUE, DEFAULT_VALUE)));
    if (append.from().equals(append.to())) {
      problems.add("%s and %s: both are '%s'".formatted(FROM, TO, append.from()));
    }
    var flows = new ArrayList<Flow>(List.of(append));
    if (!sample) {
      flows.add(new EnrichActionsFlow(topics.actions(), topics.pages(), topics.enrichedActions()));
    }
    problems.addAll(KafkaSettings.problems(given)); // whatever has not been taken
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    var kafka = new HashMap<>(suite.kafka().clientProperties());
    kafka.putAll(given);
    kafka.put("bootstrap.servers", servers);
    return new EnrichConfig(
        applicationId,
        flows,
        topics.deadLetters(),
        specs(append),
        suite.topicDefaults().replicationFactor(),
        suite.stack().dir().resolve("data").resolve("enrich"),
        kafka);
  }

  private List<TopicSpec> specs(AppendFlow append) {
    int partitions = suite.topicDefaults().partitions();
    var specs = new ArrayList<>(suite.topics().specs(partitions));
    for (var topic : append.topics()) {
      if (specs.stream().noneMatch(spec -> spec.name().equals(topic))) {
        specs.add(Topics.other(topic, partitions));
      }
    }
    return specs;
  }

  private void required(String key) {
    if (given.getOrDefault(key, "").isEmpty()) {
      problems.add("%s: missing; a file with sample.* needs all of %s".formatted(key, SAMPLE));
    }
  }

  private String take(String key, String fallback) {
    var value = given.remove(key);
    if (value == null) {
      return fallback;
    }
    if (value.isEmpty() && !SAMPLE.contains(key)) {
      problems.add(key + ": empty");
    }
    return value;
  }
}
