package dev.kappa.spark.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * {@code actions_by_page} and {@code actions_by_category}, computed the slow and obvious way: by
 * one field of the actions, in windows of some lengths.
 */
public final class ActionsOracle {
  /** A row's key. */
  public record Key(String value, int windowSeconds, Instant windowStart) {}

  /** A row's values; pages only matter by category. */
  public record Values(long actions, long distinctUsers, long distinctPages) {}

  private static final class Group {
    private long actions;
    private final Set<String> users = new HashSet<>();
    private final Set<String> pages = new HashSet<>();
  }

  private final String field;
  private final int[] lengths;
  private final Map<Key, Group> groups = new HashMap<>();

  private ActionsOracle(String field, int... lengths) {
    this.field = field;
    this.lengths = lengths;
  }

  public static ActionsOracle byPage() {
    return new ActionsOracle("name", 10, 60);
  }

  public static ActionsOracle byCategory() {
    return new ActionsOracle("category", 60, 3600);
  }

  /** Counts one record; nothing where it is no action. */
  public void add(String value) {
    JsonNode action;
    try {
      action = Json.mapper().readTree(value);
    } catch (IOException e) {
      return;
    }
    if (!action.isObject() || !action.hasNonNull("name") || !action.hasNonNull("uuid")) {
      return;
    }
    var second = Instant.parse(action.get("at").asText()).getEpochSecond();
    for (int length : lengths) {
      var start = Instant.ofEpochSecond(second - second % length);
      var group =
          groups.computeIfAbsent(
              new Key(action.path(field).asText("unknown"), length, start), key -> new Group());
      group.actions++;
      group.pages.add(action.get("name").asText());
      if (action.hasNonNull("user")) {
        group.users.add(action.get("user").asText());
      }
    }
  }

  /** Every row of the table. */
  public Map<Key, Values> rows() {
    var rows = new HashMap<Key, Values>();
    groups.forEach(
        (key, group) ->
            rows.put(key, new Values(group.actions, group.users.size(), group.pages.size())));
    return rows;
  }
}
