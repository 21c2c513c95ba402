package dev.kappa.presto.query;

import dev.kappa.contracts.Topics;
import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.presto.catalog.TableName;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a saved query says instead of names that can be configured:
 *
 * <ul>
 *   <li>{@code ${topic.actions}}: the table of the topic that the setting {@code topic.actions}
 *       names
 *   <li>{@code ${name.actions}}: that topic's name itself
 *   <li>{@code ${index.actions}}: the table of the Elasticsearch index of that topic; {@code
 *       ${index.actions: +mail}} is what a full-text query finds in it
 *   <li>{@code ${table.actions_by_page}}: that table in the configured keyspace
 * </ul>
 */
public final class Placeholders {
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\$\\{(topic|index|table|name)\\.([A-Za-z0-9_]+)(:[^}\"]*)?}");

  private final Map<String, String> topics = new TreeMap<>();
  private final String keyspace;

  public Placeholders(KappaConfig config) {
    this(config.topics(), config.cassandra().keyspace());
  }

  Placeholders(Topics topics, String keyspace) {
    this.topics.putAll(
        Map.of(
            "employees", topics.employees(),
            "append_employees", topics.appendedEmployees(),
            "actions", topics.actions(),
            "pages", topics.pages(),
            "enriched_actions", topics.enrichedActions(),
            "action_counts", topics.actionCounts(),
            "fulltext", topics.fulltext(),
            "dead_letters", topics.deadLetters()));
    this.keyspace = keyspace;
  }

  /**
   * Puts the configured names in.
   *
   * @throws IllegalArgumentException naming the placeholder for which there is no name
   */
  public String fill(String sql) {
    return PLACEHOLDER
        .matcher(sql)
        .replaceAll(match -> Matcher.quoteReplacement(name(match.group(1), match.group(2), match)));
  }

  private String name(String kind, String name, java.util.regex.MatchResult match) {
    if (kind.equals("table")) {
      return "cassandra." + keyspace + "." + name;
    }
    var topic = topics.get(name);
    if (topic == null) {
      throw new IllegalArgumentException(
          "%s: there is no topic.%s, but %s".formatted(match.group(), name, topics.keySet()));
    }
    if (kind.equals("name")) {
      return topic;
    }
    if (kind.equals("topic")) {
      return "kafka." + TableName.ofTopic(topic).sql();
    }
    var search = match.group(3) == null ? "" : match.group(3);
    return "elasticsearch.\"default\".\"" + topic.toLowerCase(Locale.ROOT) + search + "\"";
  }
}
