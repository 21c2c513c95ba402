package dev.kappa.ingest.oracle;

import dev.kappa.contracts.Action;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code unusual_traffic}: a page's minutes beside the mean of those before, from the first of the
 * last 60 in which it had an action.
 */
final class UnusualTraffic implements ExpectedTable {
  private static final long MINUTE = 60;
  private static final int HISTORY = 60;
  private static final int UNUSUAL_SCORE = 3;
  private static final int UNUSUAL_FROM = 10;

  private final Map<String, TreeMap<Instant, Long>> pages = new TreeMap<>();

  @Override
  public String name() {
    return "unusual_traffic";
  }

  @Override
  public void add(Object event, Instant at) {
    pages
        .computeIfAbsent(((Action) event).name(), page -> new TreeMap<>())
        .merge(Windows.start(at, MINUTE), 1L, Long::sum);
  }

  @Override
  public List<Map<String, Object>> rows() {
    var rows = new ArrayList<Map<String, Object>>();
    pages.forEach(
        (page, minutes) ->
            minutes.forEach((minute, actions) -> rows.add(row(page, minutes, minute, actions))));
    return rows;
  }

  private static Map<String, Object> row(
      String page, Map<Instant, Long> minutes, Instant minute, long actions) {
    long sum = 0;
    int seen = 0;
    for (int back = HISTORY; back >= 1; back--) {
      long earlier = minutes.getOrDefault(minute.minusSeconds(back * MINUTE), 0L);
      if (earlier > 0 || seen > 0) {
        seen++;
        sum += earlier;
      }
    }
    var expected = seen == 0 ? null : Double.valueOf((double) sum / seen);
    var score = seen == 0 ? null : Double.valueOf((actions - expected) / Math.sqrt(expected + 1));
    var row = new LinkedHashMap<String, Object>();
    row.put("page", page);
    row.put("window_start", minute.toString());
    row.put("actions", actions);
    row.put("expected", expected);
    row.put("score", score);
    row.put("unusual", seen >= UNUSUAL_FROM && Math.abs(score) >= UNUSUAL_SCORE);
    return row;
  }
}
