package dev.kappa.ingest.oracle;

import dev.kappa.contracts.Action;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** {@code actions_by_page} and {@code actions_by_category}: actions per group and window. */
final class ActionsByGroup implements ExpectedTable {
  private final String column;
  private final Function<Action, String> group;
  private final List<Long> windowsSeconds;
  private final boolean countsPages;
  private final Map<Key, Count> counts =
      new TreeMap<>(
          Comparator.comparing(Key::group).thenComparing(Key::seconds).thenComparing(Key::start));

  private record Key(String group, long seconds, Instant start) {}

  private static final class Count {
    private long actions;
    private final Set<String> users = new HashSet<>();
    private final Set<String> pages = new HashSet<>();
  }

  private ActionsByGroup(
      String column,
      Function<Action, String> group,
      List<Long> windowsSeconds,
      boolean countsPages) {
    this.column = column;
    this.group = group;
    this.windowsSeconds = windowsSeconds;
    this.countsPages = countsPages;
  }

  static ActionsByGroup pages() {
    return new ActionsByGroup("page", Action::name, List.of(10L, 60L), false);
  }

  /** By category, from the categories of the pages by their names. */
  static ActionsByGroup categories(Map<String, String> categories, String unknown) {
    return new ActionsByGroup(
        "category",
        action -> categories.getOrDefault(action.name(), unknown),
        List.of(60L, 3600L),
        true);
  }

  @Override
  public String name() {
    return "actions_by_" + column;
  }

  @Override
  public void add(Object event, Instant at) {
    var action = (Action) event;
    for (long seconds : windowsSeconds) {
      var key = new Key(group.apply(action), seconds, Windows.start(at, seconds));
      var count = counts.computeIfAbsent(key, absent -> new Count());
      count.actions++;
      count.users.add(action.user());
      count.pages.add(action.name());
    }
  }

  @Override
  public List<Map<String, Object>> rows() {
    var rows = new ArrayList<Map<String, Object>>();
    counts.forEach(
        (key, count) -> {
          var row = new LinkedHashMap<String, Object>();
          row.put(column, key.group());
          row.put("window_seconds", key.seconds());
          row.put("window_start", key.start().toString());
          row.put("actions", count.actions);
          row.put("distinct_users", count.users.size());
          if (countsPages) {
            row.put("distinct_pages", count.pages.size());
          }
          rows.add(row);
        });
    return rows;
  }
}
