package dev.kappa.monitor;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.kappa.contracts.config.KappaConfig;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the tables in Cassandra hold: the largest rows, and the rows that came too late. */
final class Tables implements AutoCloseable {
  private static final String LATE = "late_rows_by_job";

  /** Large tables are not read to their end every few seconds. */
  private static final int MOST_ROWS = 2_000;

  private static final int SHOWN = 5;

  /** The first rows of a table by its measure, the largest first. */
  record Top(String table, List<String> columns, List<List<String>> rows, boolean all) {}

  /** How many rows a job set aside for a reason. */
  record Late(String job, String reason, long count) {}

  private record Column(String name, String kind, String type, int position) {}

  private final CqlSession session;
  private final String keyspace;

  private Tables(CqlSession session, String keyspace) {
    this.session = session;
    this.keyspace = keyspace;
  }

  /** Fails where no node answers. */
  static Tables connect(KappaConfig.Cassandra cassandra) {
    var builder =
        CqlSession.builder()
            .withLocalDatacenter(cassandra.localDatacenter())
            .withConfigLoader(
                DriverConfigLoader.programmaticBuilder()
                    .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(5))
                    .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                    .build());
    for (var node : cassandra.contactPoints()) {
      builder.addContactPoint(new InetSocketAddress(node.getHostString(), node.getPort()));
    }
    if (!cassandra.username().isEmpty()) {
      builder.withAuthCredentials(cassandra.username(), cassandra.password());
    }
    return new Tables(builder.build(), cassandra.keyspace());
  }

  /** Every table with a measure, by name. */
  List<Top> tops() {
    var columns = new TreeMap<String, List<Column>>();
    session
        .execute(
            "SELECT table_name, column_name, kind, type, position FROM system_schema.columns"
                + " WHERE keyspace_name = ?",
            keyspace)
        .forEach(
            row ->
                columns
                    .computeIfAbsent(row.getString(0), table -> new ArrayList<>())
                    .add(
                        new Column(
                            row.getString(1), row.getString(2), row.getString(3), row.getInt(4))));
    var tops = new ArrayList<Top>();
    columns.forEach(
        (table, of) -> {
          var measure =
              of.stream().filter(c -> c.kind().equals("regular") && c.type().equals("bigint"));
          if (!table.equals(LATE) && !table.equals("stage_audit")) {
            measure.findFirst().ifPresent(c -> tops.add(top(table, of, c.name())));
          }
        });
    return tops;
  }

  private Top top(String table, List<Column> columns, String measure) {
    var names = new ArrayList<String>();
    for (var kind : List.of("partition_key", "clustering")) {
      columns.stream()
          .filter(column -> column.kind().equals(kind) && !column.name().equals("day"))
          .sorted(Comparator.comparingInt(Column::position))
          .forEach(column -> names.add(column.name()));
    }
    names.add(measure);
    var rows = new ArrayList<Row>();
    session
        .execute(
            "SELECT %s FROM %s.%s LIMIT %d"
                .formatted(String.join(", ", names), keyspace, table, MOST_ROWS))
        .forEach(rows::add);
    rows.sort(Comparator.comparingLong((Row row) -> row.getLong(names.size() - 1)).reversed());
    return new Top(
        table,
        names,
        rows.stream().limit(SHOWN).map(row -> cells(row, names.size())).toList(),
        rows.size() < MOST_ROWS);
  }

  private static List<String> cells(Row row, int count) {
    var cells = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      cells.add(String.valueOf(row.getObject(i)));
    }
    return cells;
  }

  /** Late rows by job and reason, of the first thousands. */
  List<Late> late() {
    var counts = new LinkedHashMap<Map.Entry<String, String>, Long>();
    session
        .execute("SELECT job, reason FROM %s.%s LIMIT 20000".formatted(keyspace, LATE))
        .forEach(row -> counts.merge(Map.entry(row.getString(0), row.getString(1)), 1L, Long::sum));
    return counts.entrySet().stream()
        .map(e -> new Late(e.getKey().getKey(), e.getKey().getValue(), e.getValue()))
        .sorted(Comparator.comparing(Late::job).thenComparing(Late::reason))
        .toList();
  }

  @Override
  public void close() {
    session.close();
  }
}
