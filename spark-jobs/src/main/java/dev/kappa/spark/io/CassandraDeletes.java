package dev.kappa.spark.io;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.spark.connector.cql.CassandraConnector;
import java.nio.ByteBuffer;
import java.sql.Date;
import java.sql.Timestamp;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.sql.Row;

/**
 * Deletes the rows that stand under the keys of the given ones, as of a write time. The connector's
 * own deletes are as of the clock: one that is written again would then delete what came after it.
 */
final class CassandraDeletes implements ForeachPartitionFunction<Row> {
  private static final long serialVersionUID = 1L;

  private final String keyspace;
  private final String table;
  private final long writeTimeMicros;

  CassandraDeletes(String keyspace, String table, long writeTimeMicros) {
    this.keyspace = keyspace;
    this.table = table;
    this.writeTimeMicros = writeTimeMicros;
  }

  @Override
  public void call(Iterator<Row> rows) {
    if (!rows.hasNext()) {
      return;
    }
    try (var session = CassandraConnector.apply(SparkEnv.get().conf()).openSession()) {
      var keys = keys(session);
      var delete =
          session.prepare(
              SimpleStatement.newInstance(
                      "DELETE FROM %s.%s USING TIMESTAMP ? WHERE %s"
                          .formatted(
                              keyspace,
                              table,
                              keys.stream()
                                  .map(key -> key.asCql(true) + " = ?")
                                  .collect(Collectors.joining(" AND "))))
                  .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM)
                  .setIdempotent(true));
      var pending = new PendingWrites();
      while (rows.hasNext()) {
        var row = rows.next();
        var values =
            Stream.concat(
                Stream.of(writeTimeMicros),
                keys.stream().map(key -> value(row.getAs(key.asInternal()))));
        pending.add(session.executeAsync(delete.bind(values.toArray())));
      }
      pending.await();
    }
  }

  private List<CqlIdentifier> keys(CqlSession session) {
    return TargetTable.require(session, keyspace, table).getPrimaryKey().stream()
        .map(column -> column.getName())
        .toList();
  }

  /** As the driver takes it. */
  private static Object value(Object value) {
    if (value instanceof Timestamp timestamp) {
      return timestamp.toInstant();
    }
    if (value instanceof Date date) {
      return date.toLocalDate();
    }
    return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value;
  }
}
