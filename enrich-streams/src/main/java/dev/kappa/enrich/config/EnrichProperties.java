package dev.kappa.enrich.config;

import dev.kappa.contracts.Topics;
import dev.kappa.contracts.Topics.TopicSpec;
import dev.kappa.contracts.config.ConfigurationException;
import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.enrich.json.AppendValue;
import dev.kappa.enrich.topology.AppendFlow;
import dev.kappa.enrich.topology.CountFlow;
import dev.kappa.enrich.topology.EnrichActionsFlow;
import dev.kappa.enrich.topology.Flow;
import dev.kappa.enrich.topology.Plan;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Reads what the enricher is told. Without a file, the flows {@code append}, {@code actions} and
 * {@code counts} run on the topics of the suite's own configuration. A file with the keys {@code
 * sample.*} describes one append, from one topic to another, and that alone runs unless {@code
 * flows} asks for more. {@link FlowSettings} adds flows. Every other key is a setting of Kafka
 * Streams.
 */
public final class EnrichProperties {
  private static final String APP_ID = "sample.app_id";
  private static final String SERVERS = "sample.bootstrap.servers";
  private static final String FROM = "sample.stream.topic";
  private static final String TO = "sample.streamed.topic";
  private static final List<String> SAMPLE = List.of(APP_ID, SERVERS, FROM, TO);

  private static final String FLOWS = "flows";
  private static final String APPEND = "append";
  private static final String ACTIONS = "actions";
  private static final String COUNTS = "counts";
  private static final String NONE = "none";
  private static final List<String> ALL_FLOWS = List.of(APPEND, ACTIONS, COUNTS);

  private static final String DEFAULT_FIELD = "Interests";
  private static final String DEFAULT_VALUE = "Developers Summit";

  /** What Kafka's topics take by default, less what a batch adds. */
  private static final int DEFAULT_MAX_RECORD_BYTES = 1_000_000;

  private final KappaConfig suite;
  private final Given given;

  private EnrichProperties(KappaConfig suite, Map<String, String> given) {
    this.suite = suite;
    this.given = new Given(given);
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
    var sample = SAMPLE.stream().anyMatch(given::has);
    if (sample) {
      SAMPLE.stream()
          .filter(key -> !given.has(key))
          .forEach(key -> given.problem(key + ": missing; sample.* needs all of " + SAMPLE));
    }
    var applicationId =
        given.take(APP_ID, given.take("application.id", EnrichConfig.DEFAULT_APPLICATION_ID));
    var servers =
        given.take(SERVERS, given.take("bootstrap.servers", suite.kafka().bootstrapServers()));
    int maxRecordBytes = given.take("max.record.bytes", DEFAULT_MAX_RECORD_BYTES);
    var stateDir = Path.of(given.take("state.dir", defaultStateDir().toString()));
    var flows = flows(given.take(FLOWS, sample ? APPEND : String.join(",", ALL_FLOWS)));
    flows.addAll(FlowSettings.take(given));
    if (flows.isEmpty()) {
      given.problem("nothing to do: neither flows nor route., join. or count. name anything");
    }
    Plan.problems(flows).forEach(given::problem);
    var kafka = new HashMap<>(suite.kafka().clientProperties());
    kafka.putAll(given.rest());
    kafka.put("bootstrap.servers", servers);
    var plan = new Plan(flows);
    return new EnrichConfig(
        applicationId,
        plan,
        suite.topics().deadLetters(),
        requiredTopics(plan),
        suite.topicDefaults().replicationFactor(),
        maxRecordBytes,
        stateDir,
        kafka);
  }

  private Path defaultStateDir() {
    return suite.stack().dir().resolve("data").resolve("enrich");
  }

  /** The built-in flows of these names. What is not named is read all the same, to be checked. */
  private List<Flow> flows(String names) {
    var topics = suite.topics();
    var append =
        new AppendFlow(
            given.takeTopic(FROM, topics.employees()),
            given.takeTopic(TO, topics.appendedEmployees()),
            new AppendValue(
                given.take("append.field", DEFAULT_FIELD),
                given.take("append.value", DEFAULT_VALUE)));
    var flows = new ArrayList<Flow>();
    for (var name : names.split("\\s*,\\s*", -1)) {
      switch (name) {
        case APPEND -> flows.add(append);
        case ACTIONS ->
            flows.add(
                new EnrichActionsFlow(topics.actions(), topics.pages(), topics.enrichedActions()));
        case NONE -> {}
        case COUNTS -> flows.add(new CountFlow(topics.enrichedActions(), topics.actionCounts()));
        default ->
            given.problem(
                "%s: '%s' is not one of %s, nor %s".formatted(FLOWS, name, ALL_FLOWS, NONE));
      }
    }
    return flows;
  }

  private List<TopicSpec> requiredTopics(Plan plan) {
    int partitions = suite.topicDefaults().partitions();
    var required = new LinkedHashMap<String, TopicSpec>();
    plan.sources().forEach(name -> required.put(name, Topics.other(name, partitions)));
    plan.targets().forEach(name -> required.put(name, Topics.other(name, partitions)));
    plan.compacted().forEach(name -> required.put(name, Topics.compacted(name, partitions)));
    required.put(suite.topics().deadLetters(), null);
    suite.topics().specs(partitions).forEach(s -> required.replace(s.name(), s));
    return List.copyOf(required.values());
  }
}
