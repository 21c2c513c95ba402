package dev.kappa.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads {@code CREATE TABLE} statements in the form in which the migrations write them. */
final class CreateTable {
  private static final Pattern STATEMENT =
      Pattern.compile(
          "CREATE TABLE IF NOT EXISTS (?<keyspace>\\w+)\\.(?<table>\\w+) \\((?<columns>[^()]+),"
              + " PRIMARY KEY \\(\\((?<partition>[\\w, ]+)\\)(?<clustering>[\\w, ]*)\\) ?\\)"
              + "(?: WITH (?<options>.+))?");
  private static final Pattern NAME = Pattern.compile("\\w+");
  private static final Pattern COLUMN = Pattern.compile("(\\w+) ([\\w<>, ]+)");
  private static final Pattern ORDER = Pattern.compile("CLUSTERING ORDER BY \\(([\\w, ]+)\\)");
  private static final Pattern MAP = Pattern.compile("(\\w+) = \\{(.*)}");
  private static final Pattern ENTRY = Pattern.compile("'(\\w+)': '?([\\w.]+)'?");
  private static final Pattern OPTION = Pattern.compile("(\\w+) = (.+)");

  private CreateTable() {}

  /**
   * The table that a statement creates.
   *
   * @throws SchemaException when it is in another form
   */
  static TableShape read(String statement) {
    var matcher = STATEMENT.matcher(statement.replaceAll("\\s+", " ").strip());
    if (!matcher.matches()) {
      throw new SchemaException("the schema check does not understand: " + statement);
    }
    var orders = new LinkedHashMap<String, String>();
    names(matcher.group("clustering")).forEach(column -> orders.put(column, "ASC"));
    var compared = new TreeMap<String, String>();
    if (matcher.group("options") != null) {
      for (String option : matcher.group("options").split(" AND ", -1)) {
        read(option, orders, compared);
      }
    }
    return new TableShape(
        matcher.group("table"),
        columns(matcher.group("columns")),
        names(matcher.group("partition")),
        orders.entrySet().stream().map(one -> one.getKey() + " " + one.getValue()).toList(),
        compared);
  }

  private static void read(
      String option, Map<String, String> orders, Map<String, String> compared) {
    var order = ORDER.matcher(option);
    var map = MAP.matcher(option);
    var single = OPTION.matcher(option);
    if (order.matches()) {
      for (String part : order.group(1).split(", *", -1)) {
        var words = part.split(" ", -1);
        orders.put(words[0], words[1].toUpperCase(Locale.ROOT));
      }
    } else if (map.matches()) {
      entries(map.group(2)).forEach((key, value) -> compared.put(map.group(1) + "." + key, value));
    } else if (single.matches() && !single.group(1).equals("comment")) {
      compared.put(single.group(1), single.group(2));
    } else if (!single.matches()) {
      throw new SchemaException("the schema check does not understand: " + option);
    }
  }

  /** The entries of a map of CQL, whatever is quoted. */
  static Map<String, String> entries(String map) {
    var entries = new TreeMap<String, String>();
    ENTRY.matcher(map).results().forEach(entry -> entries.put(entry.group(1), entry.group(2)));
    return entries;
  }

  private static Map<String, String> columns(String text) {
    var columns = new LinkedHashMap<String, String>();
    // A comma inside <> is part of a type.
    Stream.of(text.split(",(?![^<]*>)", -1))
        .map(String::strip)
        .map(COLUMN::matcher)
        .forEach(
            column -> {
              if (!column.matches()) {
                throw new SchemaException("the schema check does not understand: " + text);
              }
              columns.put(column.group(1), column.group(2));
            });
    return columns;
  }

  private static List<String> names(String text) {
    return NAME.matcher(text).results().map(MatchResult::group).toList();
  }
}
