package dev.kappa.enrich.run;

import java.util.Properties;
import org.apache.kafka.streams.Topology;

/**
 * A Kafka Streams application that the enricher consists of.
 *
 * @param name for people
 */
public record StreamsApp(String name, Topology topology, Properties settings) {}
