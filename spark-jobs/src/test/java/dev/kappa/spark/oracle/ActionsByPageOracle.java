package dev.kappa.spark.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** {@code actions_by_page}, computed the slow and obvious way. */
public final class ActionsByPageOracle {
  /** A row's key; its window is a minute. */
  public record Key(String page, Instant windowStart) {}

  /** A row's values. */
  public record Values(long actions, long distinctUsers) {}

  private static final class Group {
    private long actions;
    private final Set<String> users = new HashSet<>();
  }

  private final Map<Key, Group> groups = new HashMap<>();

  /** Counts one record; nothing where it is no action. */
  public void add(String value) {
    JsonNode action;
    try {
      action = Json.mapper().readTree(value);
    } catch (IOException e) {
      return;
    }
    if (!action.isObject() || !action.hasNonNull("name")) {
      return;
    }
    var at = Instant.parse(action.get("at").asText());
    var group =
        groups.computeIfAbsent(
            new Key(action.get("name").asText(), at.truncatedTo(ChronoUnit.MINUTES)),
            key -> new Group());
    group.actions++;
    if (action.hasNonNull("user")) {
      group.users.add(action.get("user").asText());
    }
  }

  /** Every row of the table. */
  public Map<Key, Values> rows() {
    var rows = new HashMap<Key, Values>();
    groups.forEach((key, group) -> rows.put(key, new Values(group.actions, group.users.size())));
    return rows;
  }
}
