package dev.kappa.ingest.oracle;

import dev.kappa.contracts.Action;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code top_pages}: the ten most visited pages of an hour; those that are level, by name. */
final class TopPages implements ExpectedTable {
  private static final long HOUR = 3600;
  private static final int PAGES = 10;

  private final Map<Instant, TreeMap<String, Long>> hours = new TreeMap<>();

  @Override
  public String name() {
    return "top_pages";
  }

  @Override
  public void add(Object event, Instant at) {
    hours
        .computeIfAbsent(Windows.start(at, HOUR), hour -> new TreeMap<>())
        .merge(((Action) event).name(), 1L, Long::sum);
  }

  @Override
  public List<Map<String, Object>> rows() {
    var rows = new ArrayList<Map<String, Object>>();
    hours.forEach(
        (hour, pages) -> {
          var ranked = new ArrayList<>(pages.entrySet());
          // Stable: what is level stays in the order of the names.
          ranked.sort(Map.Entry.<String, Long>comparingByValue().reversed());
          for (int i = 0; i < Math.min(PAGES, ranked.size()); i++) {
            var row = new LinkedHashMap<String, Object>();
            row.put("window_start", hour.toString());
            row.put("rank", i + 1);
            row.put("page", ranked.get(i).getKey());
            row.put("actions", ranked.get(i).getValue());
            rows.add(row);
          }
        });
    return rows;
  }
}
