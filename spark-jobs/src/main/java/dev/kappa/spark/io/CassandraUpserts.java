package dev.kappa.spark.io;

import com.datastax.spark.connector.cql.CassandraConnector;
import com.datastax.spark.connector.cql.Schema;
import com.datastax.spark.connector.datasource.CassandraDriverDataWriterFactory;
import com.datastax.spark.connector.writer.WriteConf;
import java.io.IOException;
import java.util.ArrayList;
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
 *
 * <p>Rows of a partition are sent together. Where a task has few rows, hardly two are of the same
 * partition, and a request costs Cassandra more than a row: then rows of the same replicas are.
 */
final class CassandraUpserts implements VoidFunction<Iterator<InternalRow>> {
  private static final long serialVersionUID = 1L;
  private static final int FEW = 1_000;

  /** Cassandra warns of more partitions in a request. */
  private static final int ROWS_OF_FEW = 10;

  private final DataWriterFactory writers;
  private final DataWriterFactory writersOfFew;

  private CassandraUpserts(DataWriterFactory writers, DataWriterFactory writersOfFew) {
    this.writers = writers;
    this.writersOfFew = writersOfFew;
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
    var settingsOfFew =
        settings
            .clone()
            .setIfMissing("spark.cassandra.output.batch.grouping.key", "replica_set")
            .setIfMissing("spark.cassandra.output.batch.size.rows", Integer.toString(ROWS_OF_FEW));
    var connector = CassandraConnector.apply(settings);
    try (var session = connector.openSession()) {
      var known = TargetTable.require(session, keyspace, table);
      var definition = Schema.fetchTable(known.getKeyspace(), known);
      return new CassandraUpserts(
          new CassandraDriverDataWriterFactory(
              connector, definition, rows, WriteConf.fromSparkConf(settings)),
          new CassandraDriverDataWriterFactory(
              connector, definition, rows, WriteConf.fromSparkConf(settingsOfFew)));
    }
  }

  @Override
  public void call(Iterator<InternalRow> rows) throws IOException {
    var first = new ArrayList<InternalRow>();
    while (first.size() < FEW && rows.hasNext()) {
      first.add(rows.next().copy()); // the next one comes in the same memory
    }
    var task = TaskContext.get();
    try (var writer =
        (rows.hasNext() ? writers : writersOfFew)
            .createWriter(task.partitionId(), task.taskAttemptId())) {
      for (InternalRow row : first) {
        writer.write(row);
      }
      while (rows.hasNext()) {
        writer.write(rows.next());
      }
      writer.commit();
    }
  }
}
