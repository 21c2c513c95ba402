package dev.kappa.spark.oracle;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** {@code top_pages}, computed the slow and obvious way. */
public final class TopPagesOracle {
  private static final int PAGES = 10;

  /** A row's key. */
  public record Key(Instant windowStart, int rank) {}

  /** A row's values. */
  public record Values(String page, long actions) {}

  private final Map<Instant, TreeMap<String, Long>> hours = new HashMap<>();

  /** Counts one record; nothing where it is no action. */
  public void add(String value) {
    ActionEvent.read(value)
        .ifPresent(
            action ->
                hours
                    .computeIfAbsent(
                        Instant.ofEpochMilli(action.atMillis()).truncatedTo(ChronoUnit.HOURS),
                        hour -> new TreeMap<>())
                    .merge(action.page(), 1L, Long::sum));
  }

  /** Every row of the table. */
  public Map<Key, Values> rows() {
    var rows = new HashMap<Key, Values>();
    hours.forEach(
        (hour, pages) -> {
          var ranked = new ArrayList<>(pages.entrySet());
          // Stable: what is level stays in the order of the names.
          ranked.sort((one, other) -> Long.compare(other.getValue(), one.getValue()));
          for (int i = 0; i < Math.min(PAGES, ranked.size()); i++) {
            var page = ranked.get(i);
            rows.put(new Key(hour, i + 1), new Values(page.getKey(), page.getValue()));
          }
        });
    return rows;
  }
}
