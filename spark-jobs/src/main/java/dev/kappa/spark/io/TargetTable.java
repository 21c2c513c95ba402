package dev.kappa.spark.io;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.schema.ClusteringOrder;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import dev.kappa.spark.Job;
import dev.kappa.spark.table.CqlTypes;
import dev.kappa.spark.table.TableKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Compares what a job writes with the table it writes to, before it starts: a column that does not
 * fit would otherwise fail the first micro-batch, or silently stay empty.
 */
public final class TargetTable {
  private final String keyspace;
  private final String name;
  private final Optional<TableKeys> keys;
  private final String creation;

  /** A table that the migrations create. */
  public TargetTable(String keyspace, String name) {
    this(keyspace, name, Optional.empty(), "./kappa schema apply");
  }

  /**
   * A table.
   *
   * @param keys of it, where the job says them
   * @param creation the command that creates it
   */
  public TargetTable(String keyspace, String name, Optional<TableKeys> keys, String creation) {
    this.keyspace = keyspace;
    this.name = name;
    this.keys = keys;
    this.creation = creation;
  }

  /** Every difference between {@code rows} and the table, a sentence each; empty where they fit. */
  public List<String> differences(StructType rows, CqlSession session) {
    return find(session, keyspace, name)
        .map(found -> differences(rows, found))
        .orElseGet(
            () ->
                List.of(
                    "the table %s.%s does not exist; create it: %s"
                        .formatted(keyspace, name, creation)));
  }

  /**
   * A table as the session knows it: Cassandra tells the session of changes.
   *
   * @throws IllegalStateException when there is none
   */
  static TableMetadata require(CqlSession session, String keyspace, String name) {
    return find(session, keyspace, name)
        .orElseThrow(() -> new IllegalStateException("no table " + keyspace + "." + name));
  }

  private static Optional<TableMetadata> find(CqlSession session, String keyspace, String name) {
    return session
        .getMetadata()
        .getKeyspace(keyspace)
        .flatMap(found -> found.getTable(CqlIdentifier.fromInternal(name)));
  }

  /** Whether the table holds anything. */
  public boolean hasRows(CqlSession session) {
    return session
            .execute(
                SimpleStatement.newInstance("SELECT * FROM %s.%s LIMIT 1".formatted(keyspace, name))
                    .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM))
            .one()
        != null;
  }

  private List<String> differences(StructType rows, TableMetadata table) {
    var columns =
        table.getColumns().values().stream()
            .collect(
                Collectors.toMap(
                    column -> column.getName().asInternal(), column -> text(column.getType())));
    var keyColumns =
        table.getPrimaryKey().stream().map(column -> column.getName().asInternal()).toList();
    var differences = new ArrayList<String>();
    for (StructField field : rows.fields()) {
      if (field.name().equals(Job.DELETED)) {
        continue;
      }
      var found = columns.get(field.name());
      var wanted = cqlType(field);
      if (found == null) {
        differences.add(sentence("has no column %s (%s)".formatted(field.name(), wanted)));
      } else if (!found.equals(wanted)) {
        differences.add(
            sentence(
                "column %s is %s, but the job writes %s".formatted(field.name(), found, wanted)));
      }
    }
    var written = Stream.of(rows.fieldNames()).toList();
    columns.keySet().stream()
        .filter(column -> !written.contains(column))
        .sorted()
        .forEach(
            column ->
                differences.add(
                    sentence(
                        "%s %s is not written by the job"
                            .formatted(
                                keyColumns.contains(column) ? "key column" : "column", column))));
    keys.map(TableKeys::text)
        .filter(wanted -> !wanted.equals(keysOf(table).text()))
        .ifPresent(
            wanted ->
                differences.add(
                    sentence(
                        "the primary key is %s, but the job's is %s"
                            .formatted(keysOf(table).text(), wanted))));
    return differences;
  }

  private static TableKeys keysOf(TableMetadata table) {
    return new TableKeys(
        table.getPartitionKey().stream().map(column -> column.getName().asInternal()).toList(),
        table.getClusteringColumns().entrySet().stream()
            .map(
                column ->
                    new TableKeys.Clustering(
                        column.getKey().getName().asInternal(),
                        column.getValue() == ClusteringOrder.DESC))
            .toList(),
        TableKeys.NINETY_DAYS);
  }

  private String sentence(String difference) {
    return "table %s.%s: %s".formatted(keyspace, name, difference);
  }

  private static String text(DataType type) {
    return type.asCql(false, false);
  }

  private static String cqlType(StructField field) {
    return CqlTypes.of(field.dataType())
        .orElseGet(() -> "no CQL type for " + field.dataType().simpleString());
  }
}
