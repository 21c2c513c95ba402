package dev.kappa.enrich.config;

import dev.kappa.contracts.Topics.TopicSpec;
import dev.kappa.enrich.topology.EnrichActionsFlow;
import dev.kappa.enrich.topology.Flow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the enricher runs, typed and checked.
 *
 * @param applicationId its Kafka group, and the prefix of its transactions and internal topics
 * @param flows at least one
 * @param deadLetters the topic of what no flow can take
 * @param topicSpecs how topics that are missing are created, where that is asked for
 * @param replicationFactor of topics that are created
 * @param stateDir the folder of its stores
 * @param kafka the settings that were given for Kafka Streams and its clients, the brokers among
 *     them
 */
public record EnrichConfig(
    String applicationId,
    List<Flow> flows,
    String deadLetters,
    List<TopicSpec> topicSpecs,
    int replicationFactor,
    Path stateDir,
    Map<String, String> kafka) {

  public EnrichConfig {
    flows = List.copyOf(flows);
    topicSpecs = List.copyOf(topicSpecs);
    kafka = Map.copyOf(kafka);
  }

  /** The topics that must exist, each with how it would be created. */
  public List<TopicSpec> requiredTopics() {
    var names = new ArrayList<String>();
    flows.forEach(flow -> names.addAll(flow.topics()));
    names.add(deadLetters);
    return topicSpecs.stream().filter(spec -> names.contains(spec.name())).toList();
  }

  /** The topic of pages, where actions are joined with them. */
  public Optional<String> pages() {
    return flows.stream()
        .filter(EnrichActionsFlow.class::isInstance)
        .map(flow -> ((EnrichActionsFlow) flow).pages())
        .findFirst();
  }
}
