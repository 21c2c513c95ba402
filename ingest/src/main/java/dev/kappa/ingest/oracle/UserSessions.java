package dev.kappa.ingest.oracle;

import dev.kappa.contracts.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code user_sessions}: a user's actions, until 30 minutes pass without one. */
final class UserSessions implements ExpectedTable {
  private static final Duration GAP = Duration.ofMinutes(30);

  private final Map<String, List<Visit>> visits = new TreeMap<>();

  /** Of two at the same instant, the one with the lower identity comes first. */
  private record Visit(Instant at, String uuid, String page) {}

  @Override
  public String name() {
    return "user_sessions";
  }

  @Override
  public void add(Object event, Instant at) {
    var action = (Action) event;
    visits
        .computeIfAbsent(action.user(), user -> new ArrayList<>())
        .add(new Visit(at, action.uuid(), action.name()));
  }

  @Override
  public List<Map<String, Object>> rows() {
    var rows = new ArrayList<Map<String, Object>>();
    visits.forEach(
        (user, all) -> {
          var ordered =
              all.stream()
                  .sorted(Comparator.comparing(Visit::at).thenComparing(Visit::uuid))
                  .toList();
          int from = 0;
          for (int i = 1; i <= ordered.size(); i++) {
            if (i == ordered.size() || isGap(ordered.get(i - 1), ordered.get(i))) {
              rows.add(row(user, ordered.subList(from, i)));
              from = i;
            }
          }
        });
    return rows;
  }

  private static boolean isGap(Visit before, Visit after) {
    return Duration.between(before.at(), after.at()).compareTo(GAP) >= 0;
  }

  private static Map<String, Object> row(String user, List<Visit> session) {
    var first = session.get(0);
    var last = session.get(session.size() - 1);
    var row = new LinkedHashMap<String, Object>();
    row.put("user", user);
    row.put("session_start", first.at().toString());
    row.put("session_end", last.at().toString());
    row.put("actions", session.size());
    row.put("first_page", first.page());
    row.put("last_page", last.page());
    row.put("duration_seconds", Duration.between(first.at(), last.at()).toMillis() / 1000.0);
    return row;
  }
}
