package dev.kappa.spark.oracle;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code user_sessions} and {@code page_transitions}, computed the slow and obvious way: all
 * actions of a user in a row, cut where half an hour passes without one.
 */
public final class SessionsOracle {
  private static final long GAP_MILLIS = 1_800_000;

  /** A session's key. */
  public record SessionKey(String user, Instant start) {}

  /** A session's values. */
  public record Session(
      Instant end, long actions, String firstPage, String lastPage, double durationSeconds) {}

  /** A transition's key. */
  public record TransitionKey(String from, Instant windowStart, String to) {}

  private final Map<String, List<ActionEvent>> byUser = new HashMap<>();

  /** Counts one record; nothing where it is no action, or nobody's. */
  public void add(String value) {
    ActionEvent.read(value)
        .filter(action -> action.user() != null)
        .ifPresent(
            action -> byUser.computeIfAbsent(action.user(), user -> new ArrayList<>()).add(action));
  }

  /** Every row of {@code user_sessions}. */
  public Map<SessionKey, Session> sessions() {
    var rows = new HashMap<SessionKey, Session>();
    byUser.forEach(
        (user, actions) ->
            cut(actions)
                .forEach(
                    session -> {
                      var first = session.get(0);
                      var last = session.get(session.size() - 1);
                      rows.put(
                          new SessionKey(user, Instant.ofEpochMilli(first.atMillis())),
                          new Session(
                              Instant.ofEpochMilli(last.atMillis()),
                              session.size(),
                              first.page(),
                              last.page(),
                              (last.atMillis() - first.atMillis()) / 1000.0));
                    }));
    return rows;
  }

  /** Every row of {@code page_transitions}. */
  public Map<TransitionKey, Long> transitions() {
    var rows = new HashMap<TransitionKey, Long>();
    for (List<ActionEvent> actions : byUser.values()) {
      for (List<ActionEvent> session : cut(actions)) {
        for (int i = 1; i < session.size(); i++) {
          var hour = Instant.ofEpochMilli(session.get(i).atMillis()).truncatedTo(ChronoUnit.HOURS);
          rows.merge(
              new TransitionKey(session.get(i - 1).page(), hour, session.get(i).page()),
              1L,
              Long::sum);
        }
      }
    }
    return rows;
  }

  private static List<List<ActionEvent>> cut(List<ActionEvent> actions) {
    var ordered = new ArrayList<>(actions);
    ordered.sort(Comparator.comparingLong(ActionEvent::atMillis).thenComparing(ActionEvent::uuid));
    var sessions = new ArrayList<List<ActionEvent>>();
    for (ActionEvent action : ordered) {
      var current = sessions.isEmpty() ? null : sessions.get(sessions.size() - 1);
      if (current == null
          || action.atMillis() - current.get(current.size() - 1).atMillis() >= GAP_MILLIS) {
        current = new ArrayList<>();
        sessions.add(current);
      }
      current.add(action);
    }
    return sessions;
  }
}
