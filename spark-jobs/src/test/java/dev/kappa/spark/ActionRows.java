package dev.kappa.spark;

import com.datastax.oss.driver.api.core.cql.Row;
import dev.kappa.spark.oracle.ActionsOracle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What sets {@code actions_by_page} and {@code actions_by_category} apart from the oracles'. */
final class ActionRows {
  private ActionRows() {}

  /** One line a row that differs, is missing or should not be there. */
  static List<String> differences(
      Pipeline pipeline, ActionsOracle pages, ActionsOracle categories) {
    var expected = pages.rows();
    expected.replaceAll(
        (key, values) -> new ActionsOracle.Values(values.actions(), values.distinctUsers(), 0));
    var lines = Differences.between(expected, rows(pipeline, "actions_by_page", "page"));
    lines.addAll(
        Differences.between(categories.rows(), rows(pipeline, "actions_by_category", "category")));
    return lines;
  }

  private static Map<ActionsOracle.Key, ActionsOracle.Values> rows(
      Pipeline pipeline, String table, String key) {
    var rows = new HashMap<ActionsOracle.Key, ActionsOracle.Values>();
    for (Row row : pipeline.rows("SELECT * FROM $keyspace." + table)) {
      rows.put(
          new ActionsOracle.Key(
              row.getString(key), row.getInt("window_seconds"), row.getInstant("window_start")),
          new ActionsOracle.Values(
              row.getLong("actions"),
              row.getLong("distinct_users"),
              row.getColumnDefinitions().contains("distinct_pages")
                  ? row.getLong("distinct_pages")
                  : 0));
    }
    return rows;
  }
}
