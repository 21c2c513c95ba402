package dev.kappa.enrich.run;

import java.util.Properties;
import java.util.Set;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/**
 * A Kafka Streams application that the enricher consists of.
 *
 * @param name for people
 * @param identity of this instance of it
 * @param expectedBack whether its partitions are kept for it when it is stopped
 * @param targets the topics that it writes, besides those that Kafka Streams makes for it
 */
public record StreamsApp(
    String name,
    Topology topology,
    Properties settings,
    String identity,
    boolean expectedBack,
    Set<String> targets) {

  /** Kafka's own topic of what groups have committed: offsets are part of the transactions. */
  private static final String OFFSETS = "__consumer_offsets";

  /** Whether its transactions reach a topic. */
  boolean writes(String topic) {
    return targets.contains(topic)
        || topic.equals(OFFSETS)
        || topic.startsWith(applicationId() + "-");
  }

  /** What the transactional ids of this instance begin with. */
  String transactions() {
    return applicationId() + "-" + identity;
  }

  private String applicationId() {
    return settings.getProperty(StreamsConfig.APPLICATION_ID_CONFIG);
  }
}
