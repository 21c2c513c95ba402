package dev.kappa.presto.catalog;

import java.util.Locale;

/**
 * How a topic is called in SQL: what stands before the first dot of its name is the schema, the
 * rest is the table. {@code sample.employees} is the table {@code employees} in the schema {@code
 * sample}.
 *
 * @param schema {@code default} for a topic without a dot
 * @param table like the schema in lower case, with {@code _} for whatever would need quotes
 */
public record TableName(String schema, String table) {
  private static final String DEFAULT_SCHEMA = "default";

  /** The name of a topic's table. */
  public static TableName ofTopic(String topic) {
    int dot = topic.indexOf('.');
    return dot < 1 || dot == topic.length() - 1
        ? new TableName(DEFAULT_SCHEMA, identifier(topic))
        : new TableName(identifier(topic.substring(0, dot)), identifier(topic.substring(dot + 1)));
  }

  private static String identifier(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
  }

  /** {@code schema.table}. */
  @Override
  public String toString() {
    return schema + "." + table;
  }

  /** As written in SQL; {@code default} and names that begin with a digit want quotes. */
  public String sql() {
    return quoted(schema) + "." + quoted(table);
  }

  private static String quoted(String identifier) {
    return identifier.equals(DEFAULT_SCHEMA) || !identifier.matches("[a-z_][a-z0-9_]*")
        ? '"' + identifier + '"'
        : identifier;
  }
}
