package dev.kappa.spark.io;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.spark.connector.cql.CassandraConnector;
import com.datastax.spark.connector.cql.Schema;
import com.datastax.spark.connector.cql.TableDef;
import com.datastax.spark.connector.datasource.CassandraDriverDataWriterFactory;
import com.datastax.spark.connector.writer.WriteConf;
import java.io.IOException;
import java.util.Iterator;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Upserts rows as of a write time, with the connector's writer, but not through its data source:
 * that has the driver read the schema of the whole cluster anew in every micro-batch, which waits
 * for ever once a connection was lost while it did so.
 */
final class CassandraUpserts implements VoidFunction<Iterator<InternalRow>> {
  private static final long serialVersionUID = 1L;

  private final DataWriterFactory writers;

  private CassandraUpserts(DataWriterFactory writers) {
    this.writers = writers;
  }

  /**
   * Upserts into a table.
   *
   * @param rows their columns, which the table has
   */
  static CassandraUpserts into(
      String keyspace, String table, StructType rows, long writeTimeMicros, SparkConf spark) {
    var settings =
        spark.clone().set("spark.cassandra.output.timestamp", Long.toString(writeTimeMicros));
    var connector = CassandraConnector.apply(settings);
    try (var session = connector.openSession()) {
      return new CassandraUpserts(
          new CassandraDriverDataWriterFactory(
              connector,
              definition(keyspace, table, session),
              rows,
              WriteConf.fromSparkConf(settings)));
    }
  }

  private static TableDef definition(String keyspace, String table, CqlSession session) {
    return session
        .getMetadata()
        .getKeyspace(keyspace)
        .flatMap(found -> found.getTable(CqlIdentifier.fromInternal(table)))
        .map(found -> Schema.fetchTable(found.getKeyspace(), found))
        .orElseThrow(() -> new IllegalStateException("no table " + keyspace + "." + table));
  }

  @Override
  public void call(Iterator<InternalRow> rows) throws IOException {
    var task = TaskContext.get();
    try (var writer = writers.createWriter(task.partitionId(), task.taskAttemptId())) {
      while (rows.hasNext()) {
        writer.write(rows.next());
      }
      writer.commit();
    }
  }
}
