package dev.kappa.enrich.config;

import dev.kappa.contracts.Topics.TopicSpec;
import dev.kappa.enrich.topology.Plan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the enricher runs, typed and checked.
 *
 * @param applicationId its Kafka group, and the prefix of its transactions and internal topics
 * @param plan the flows
 * @param deadLetters the topic of what no flow can take
 * @param requiredTopics the topics that must exist, each with how it would be created
 * @param replicationFactor of topics that are created
 * @param maxRecordBytes the largest record that is written, key and value
 * @param stateDir the folder of its stores
 * @param kafka the settings that were given for Kafka Streams and its clients, the brokers among
 *     them
 */
public record EnrichConfig(
    String applicationId,
    Plan plan,
    String deadLetters,
    List<TopicSpec> requiredTopics,
    int replicationFactor,
    int maxRecordBytes,
    Path stateDir,
    Map<String, String> kafka) {

  private static final String STAGE = "enrich";

  /** Its id where none is configured. */
  static final String DEFAULT_APPLICATION_ID = "kappa.enrich";

  public EnrichConfig {
    requiredTopics = List.copyOf(requiredTopics);
    kafka = Map.copyOf(kafka);
  }

  /**
   * What it calls itself in dead letters: an enricher beside the suite's own may read the same
   * topics, and what is sent back to one is not for the other.
   */
  public String stage() {
    return applicationId.equals(DEFAULT_APPLICATION_ID) ? STAGE : applicationId;
  }

  /** Settings of Kafka's clients may be secrets. */
  @Override
  public String toString() {
    return "EnrichConfig[" + applicationId + "]";
  }
}
