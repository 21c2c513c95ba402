package dev.kappa.enrich.run;

import java.util.Properties;
import java.util.Set;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/**
 * A Kafka Streams application that the enricher consists of.
 *
 * @param name for people
 * @param targets the topics that it writes, besides those that Kafka Streams makes for it
 */
public record StreamsApp(String name, Topology topology, Properties settings, Set<String> targets) {

  /** Kafka's own topic of what groups have committed: offsets are part of the transactions. */
  private static final String OFFSETS = "__consumer_offsets";

  /** Whether its transactions reach a topic. */
  boolean writes(String topic) {
    return targets.contains(topic)
        || topic.equals(OFFSETS)
        || topic.startsWith(settings.getProperty(StreamsConfig.APPLICATION_ID_CONFIG) + "-");
  }
}
