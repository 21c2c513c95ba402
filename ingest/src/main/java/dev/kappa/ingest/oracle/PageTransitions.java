package dev.kappa.ingest.oracle;

import dev.kappa.contracts.Action;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code page_transitions}: from one page to the next within a session, by the hour of the later.
 */
final class PageTransitions implements ExpectedTable {
  private static final long HOUR = 3600;

  private final VisitsByUser visits = new VisitsByUser();

  private record Key(String from, Instant start, String to) {}

  @Override
  public String name() {
    return "page_transitions";
  }

  @Override
  public void add(Object event, Instant at) {
    visits.add((Action) event, at);
  }

  @Override
  public List<Map<String, Object>> rows() {
    var counts =
        new TreeMap<Key, Long>(
            Comparator.comparing(Key::from).thenComparing(Key::start).thenComparing(Key::to));
    visits.forEachSession(
        (user, session) -> {
          for (int i = 1; i < session.size(); i++) {
            var later = session.get(i);
            var key =
                new Key(session.get(i - 1).page(), Windows.start(later.at(), HOUR), later.page());
            counts.merge(key, 1L, Long::sum);
          }
        });
    var rows = new ArrayList<Map<String, Object>>();
    counts.forEach(
        (key, count) -> {
          var row = new LinkedHashMap<String, Object>();
          row.put("from_page", key.from());
          row.put("window_start", key.start().toString());
          row.put("to_page", key.to());
          row.put("transitions", count);
          rows.add(row);
        });
    return rows;
  }
}
