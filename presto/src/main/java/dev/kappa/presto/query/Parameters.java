package dev.kappa.presto.query;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values for the {@code :name}s of a statement. A value becomes a literal, whatever it contains: a
 * text, or of the type that was given with it.
 */
public final class Parameters {
  private static final Pattern GIVEN =
      Pattern.compile(
          "([A-Za-z_][A-Za-z0-9_]*)(?::([A-Za-z][A-Za-z0-9_(), ]*))?=(.*)", Pattern.DOTALL);

  /** A name, or what must be passed over to find one: quoted parts and comments. */
  private static final Pattern NAME =
      Pattern.compile(
          "'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\n]*|/\\*.*?\\*/|:([A-Za-z_][A-Za-z0-9_]*)",
          Pattern.DOTALL);

  private static final Pattern SEARCHED = Pattern.compile(":([A-Za-z_][A-Za-z0-9_]*)");

  private final Map<String, Value> values;

  /**
   * @param type Trino's name of it, or null for text
   */
  private record Value(String text, String type) {
    String literal() {
      var quoted = "'" + text.replace("'", "''") + "'";
      return type == null ? quoted : "CAST(" + quoted + " AS " + type + ")";
    }
  }

  private Parameters(Map<String, Value> values) {
    this.values = values;
  }

  /**
   * Reads what a person gave.
   *
   * @param given {@code name=value} or {@code name:type=value} each
   * @throws IllegalArgumentException naming the one that is neither
   */
  public static Parameters parse(List<String> given) {
    var values = new LinkedHashMap<String, Value>();
    for (var one : given) {
      var match = GIVEN.matcher(one);
      if (!match.matches()) {
        throw new IllegalArgumentException(
            "'%s' is no parameter: write name=value, or name:type=value".formatted(one));
      }
      values.put(match.group(1), new Value(match.group(3), match.group(2)));
    }
    return new Parameters(values);
  }

  /** These, and the others' for names that these have not. */
  public Parameters orElse(Parameters others) {
    var all = new LinkedHashMap<>(others.values);
    all.putAll(values);
    return new Parameters(all);
  }

  /**
   * Puts literals in. A name that was not given stays for Trino to object to.
   *
   * @throws IllegalArgumentException where a value was given for a name that is not there
   */
  public String fill(String sql) {
    var unused = new TreeSet<>(values.keySet());
    var filled =
        NAME.matcher(sql)
            .replaceAll(
                match -> {
                  var value = match.group(1) == null ? null : values.get(match.group(1));
                  if (value == null) {
                    names(match.group()).forEach(unused::remove);
                    return Matcher.quoteReplacement(searchFilled(match.group()));
                  }
                  unused.remove(match.group(1));
                  return Matcher.quoteReplacement(value.literal());
                });
    if (!unused.isEmpty()) {
      throw new IllegalArgumentException("not in the statement: :" + String.join(", :", unused));
    }
    return filled;
  }

  /**
   * The full-text query in the name of an Elasticsearch table, {@code "index: :term"}, takes values
   * as they are.
   */
  private String searchFilled(String part) {
    if (!part.startsWith("\"") || !part.contains(":")) {
      return part;
    }
    return SEARCHED
        .matcher(part)
        .replaceAll(
            match -> {
              var value = values.get(match.group(1));
              return Matcher.quoteReplacement(
                  value == null ? match.group() : value.text().replace("\"", "\"\""));
            });
  }

  private static List<String> names(String part) {
    return part.startsWith("\"")
        ? SEARCHED.matcher(part).results().map(match -> match.group(1)).toList()
        : List.of();
  }
}
