package dev.kappa.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.Row;
import dev.kappa.spark.oracle.ActionsOracle;
import dev.kappa.spark.oracle.EmployeesByInterestOracle;
import dev.kappa.spark.oracle.SalariesByDesignationOracle;
import dev.kappa.spark.oracle.SessionsOracle;
import dev.kappa.spark.oracle.StageAuditOracle;
import dev.kappa.spark.oracle.TableOracles;
import dev.kappa.spark.oracle.TopPagesOracle;
import dev.kappa.spark.oracle.UnusualTrafficOracle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What every table must hold, and what sets the tables in Cassandra apart from it. */
final class Oracles {
  private final TableOracles tables = new TableOracles();
  private final StageAuditOracle audit = new StageAuditOracle();

  /** An employee that counts. */
  void employee(String value, Instant timestamp) {
    tables.employee(value, timestamp);
  }

  /** An action that counts, each uuid once. */
  void action(String value) {
    tables.action(value);
  }

  /** A record of whatever topic, that is not late. */
  void record(String topic, int partition, long offset, Instant timestamp, String value) {
    audit.add(topic, partition, offset, timestamp, value);
  }

  /** One line a row that differs, is missing or should not be there, of all tables. */
  List<String> differences(Pipeline pipeline) {
    var stored = new Tables(pipeline);
    var lines = new ArrayList<String>();
    lines.addAll(
        Differences.between(
            tables.employees().rows(),
            stored.read(
                "employees_by_interest",
                row -> new EmployeesByInterestOracle.Key(row.getString("interest"), start(row)),
                row ->
                    new EmployeesByInterestOracle.Values(
                        row.getLong("headcount"),
                        row.getBigDecimal("average_salary"),
                        row.getBigDecimal("lowest_salary"),
                        row.getBigDecimal("highest_salary"),
                        row.get("average_age", Double.class)))));
    lines.addAll(
        Differences.between(
            tables.salaries().rows(),
            stored.read(
                "salaries_by_designation",
                row ->
                    new SalariesByDesignationOracle.Key(
                        row.getString("designation"),
                        row.getString("day"),
                        row.getString("gender")),
                row ->
                    new SalariesByDesignationOracle.Values(
                        row.getLong("headcount"),
                        row.getBigDecimal("average_salary"),
                        row.getBigDecimal("lowest_salary"),
                        row.getBigDecimal("highest_salary"),
                        row.getBigDecimal("median_salary"),
                        row.getBigDecimal("p95_salary")))));
    var expectedByPage = tables.pages().rows();
    expectedByPage.replaceAll(
        (key, values) -> new ActionsOracle.Values(values.actions(), values.distinctUsers(), 0));
    lines.addAll(
        Differences.between(
            expectedByPage,
            stored.read(
                "actions_by_page",
                row -> actionsKey(row, "page"),
                row ->
                    new ActionsOracle.Values(
                        row.getLong("actions"), row.getLong("distinct_users"), 0))));
    lines.addAll(
        Differences.between(
            tables.categories().rows(),
            stored.read(
                "actions_by_category",
                row -> actionsKey(row, "category"),
                row ->
                    new ActionsOracle.Values(
                        row.getLong("actions"),
                        row.getLong("distinct_users"),
                        row.getLong("distinct_pages")))));
    lines.addAll(
        Differences.between(
            tables.topPages().rows(),
            stored.read(
                "top_pages",
                row -> new TopPagesOracle.Key(start(row), row.getInt("rank")),
                row -> new TopPagesOracle.Values(row.getString("page"), row.getLong("actions")))));
    lines.addAll(
        Differences.between(
            tables.sessions().sessions(),
            stored.read(
                "user_sessions",
                row ->
                    new SessionsOracle.SessionKey(
                        row.getString("user"), row.getInstant("session_start")),
                row ->
                    new SessionsOracle.Session(
                        row.getInstant("session_end"),
                        row.getLong("actions"),
                        row.getString("first_page"),
                        row.getString("last_page"),
                        row.getDouble("duration_seconds")))));
    lines.addAll(
        Differences.between(
            tables.sessions().transitions(),
            stored.read(
                "page_transitions",
                row ->
                    new SessionsOracle.TransitionKey(
                        row.getString("from_page"), start(row), row.getString("to_page")),
                row -> row.getLong("transitions"))));
    lines.addAll(
        Differences.between(
            tables.traffic().rows(),
            stored.read(
                "unusual_traffic",
                row -> new UnusualTrafficOracle.Key(row.getString("page"), start(row)),
                row ->
                    new UnusualTrafficOracle.Values(
                        row.getLong("actions"),
                        row.get("expected", Double.class),
                        row.get("score", Double.class),
                        row.getBoolean("unusual")))));
    lines.addAll(
        Differences.between(
            audit.rows(),
            stored.read(
                "stage_audit",
                row ->
                    new StageAuditOracle.Key(
                        row.getString("topic"), row.getInt("kafka_partition"), start(row)),
                row ->
                    new StageAuditOracle.Values(
                        row.getLong("records"),
                        row.getLong("bytes"),
                        row.getLong("first_offset"),
                        row.getLong("last_offset")))));
    return lines;
  }

  private static ActionsOracle.Key actionsKey(Row row, String column) {
    return new ActionsOracle.Key(row.getString(column), row.getInt("window_seconds"), start(row));
  }

  private static Instant start(Row row) {
    return row.getInstant("window_start");
  }

  /** Rows as the oracles have them. */
  private record Tables(Pipeline pipeline) {
    <K, V> Map<K, V> read(String table, Function<Row, K> key, Function<Row, V> values) {
      var rows = new HashMap<K, V>();
      for (Row row : pipeline.rows("SELECT * FROM $keyspace." + table)) {
        for (String column : List.of("window_start", "session_start")) {
          if (row.getColumnDefinitions().contains(column)) {
            assertThat(row.getString("day"))
                .isEqualTo(row.getInstant(column).toString().substring(0, 10));
          }
        }
        assertThat(rows.put(key.apply(row), values.apply(row))).isNull();
      }
      return rows;
    }
  }
}
