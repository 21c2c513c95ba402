package dev.kappa.connect.worker;

import dev.kappa.contracts.config.KappaConfig;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What {@code ${kappa:KEY}} in a connector's file may stand for. */
public final class ConnectorValues {
  private ConnectorValues() {}

  /** The settings in force, by their names in {@code kappa.properties}. */
  public static Map<String, String> of(KappaConfig config) {
    var values = new TreeMap<String, String>();
    var topics = config.topics();
    values.put("topic.employees", topics.employees());
    values.put("topic.append_employees", topics.appendedEmployees());
    values.put("topic.actions", topics.actions());
    values.put("topic.pages", topics.pages());
    values.put("topic.enriched_actions", topics.enrichedActions());
    values.put("topic.fulltext", topics.fulltext());
    values.put("topic.dead_letters", topics.deadLetters());
    values.put("kafka.bootstrap.servers", config.kafka().bootstrapServers());
    var elasticsearch = config.elasticsearch();
    values.put(
        "elasticsearch.url",
        elasticsearch.urls().stream().map(URI::toString).collect(Collectors.joining(",")));
    values.put("elasticsearch.username", elasticsearch.username());
    values.put("elasticsearch.password", elasticsearch.password());
    return values;
  }
}
