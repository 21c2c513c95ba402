package dev.kappa.spark.io;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.spark.connector.cql.CassandraConnector;
import dev.kappa.spark.Job;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.sql.Row;

/**
 * Writes rows to a table as of a write time: upserts them, and deletes those with {@link
 * Job#DELETED}. They are on their way as soon as they are there, while the task goes on with the
 * next ones and stores its state; Spark's connector would send most of a small micro-batch when the
 * task has done all else, and delete as of the clock.
 */
final class CassandraWrites implements ForeachPartitionFunction<Row> {
  private static final long serialVersionUID = 1L;
  private static final int NONE = -1;

  private final String keyspace;
  private final String table;
  private final String[] columns;
  private final long writeTimeMicros;

  /**
   * @param columns of the rows, in their order
   */
  CassandraWrites(String keyspace, String table, String[] columns, long writeTimeMicros) {
    this.keyspace = keyspace;
    this.table = table;
    this.columns = columns.clone();
    this.writeTimeMicros = writeTimeMicros;
  }

  @Override
  public void call(Iterator<Row> rows) {
    if (!rows.hasNext()) {
      return;
    }
    int deleted = List.of(columns).indexOf(Job.DELETED);
    try (var session = CassandraConnector.apply(SparkEnv.get().conf()).openSession()) {
      var upsert = upsert(session);
      var delete = deleted == NONE ? null : delete(session);
      var pending = new PendingWrites();
      while (rows.hasNext()) {
        var row = rows.next();
        var isDeleted = deleted != NONE && !row.isNullAt(deleted) && row.getBoolean(deleted);
        var write = isDeleted ? delete : upsert;
        pending.add(session.executeAsync(write.statement().bind(write.values(row))));
      }
      pending.await();
    }
  }

  /**
   * A statement.
   *
   * @param places of its values in a row, in their order; {@link #NONE} is the write time
   */
  private record Write(PreparedStatement statement, List<Integer> places, long writeTimeMicros) {
    Object[] values(Row row) {
      return places.stream()
          .map(place -> place == NONE ? writeTimeMicros : CqlValues.of(row.get(place)))
          .toArray();
    }
  }

  private Write upsert(CqlSession session) {
    var names = Arrays.stream(columns).filter(column -> !column.equals(Job.DELETED)).toList();
    return write(
        session,
        "INSERT INTO %s.%s (%s) VALUES (%s) USING TIMESTAMP ?"
            .formatted(
                keyspace,
                table,
                names.stream().map(CassandraWrites::cql).collect(Collectors.joining(", ")),
                String.join(", ", Collections.nCopies(names.size(), "?"))),
        Stream.concat(names.stream().map(this::place), Stream.of(NONE)));
  }

  private Write delete(CqlSession session) {
    var keys = keys(session);
    return write(
        session,
        "DELETE FROM %s.%s USING TIMESTAMP ? WHERE %s"
            .formatted(
                keyspace,
                table,
                keys.stream().map(key -> cql(key) + " = ?").collect(Collectors.joining(" AND "))),
        Stream.concat(Stream.of(NONE), keys.stream().map(this::place)));
  }

  private Write write(CqlSession session, String cql, Stream<Integer> places) {
    // The driver asks Cassandra once for each statement and session.
    var statement =
        session.prepare(
            SimpleStatement.newInstance(cql)
                .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM)
                .setIdempotent(true));
    return new Write(statement, places.toList(), writeTimeMicros);
  }

  private List<String> keys(CqlSession session) {
    return session
        .getMetadata()
        .getKeyspace(keyspace)
        .flatMap(found -> found.getTable(CqlIdentifier.fromInternal(table)))
        .orElseThrow(() -> new IllegalStateException("no table " + keyspace + "." + table))
        .getPrimaryKey()
        .stream()
        .map(column -> column.getName().asInternal())
        .toList();
  }

  private int place(String column) {
    return List.of(columns).indexOf(column);
  }

  private static String cql(String column) {
    return CqlIdentifier.fromInternal(column).asCql(true);
  }
}
