package dev.kappa.ingest.oracle;

import dev.kappa.contracts.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code user_sessions}: a user's actions, until 30 minutes pass without one. */
final class UserSessions implements ExpectedTable {
  private final VisitsByUser visits = new VisitsByUser();

  @Override
  public String name() {
    return "user_sessions";
  }

  @Override
  public void add(Object event, Instant at) {
    visits.add((Action) event, at);
  }

  @Override
  public List<Map<String, Object>> rows() {
    var rows = new ArrayList<Map<String, Object>>();
    visits.forEachSession((user, session) -> rows.add(row(user, session)));
    return rows;
  }

  private static Map<String, Object> row(String user, List<VisitsByUser.Visit> session) {
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
