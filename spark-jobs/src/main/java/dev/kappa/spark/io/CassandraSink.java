package dev.kappa.spark.io;

import java.io.IOException;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Writes the rows of micro-batches to one table, each batch with the write time that the checkpoint
 * holds for it: writing a batch again changes nothing, and a driver that was left behind cannot
 * overwrite what its successor wrote.
 */
public final class CassandraSink implements VoidFunction2<Dataset<Row>, Long> {
  private static final long serialVersionUID = 1L;

  private final String keyspace;
  private final String table;
  private final transient WriteTimes writeTimes;

  public CassandraSink(String keyspace, String table, WriteTimes writeTimes) {
    this.keyspace = keyspace;
    this.table = table;
    this.writeTimes = writeTimes;
  }

  /** Writes a micro-batch whole, or throws. */
  @Override
  public void call(Dataset<Row> rows, Long batch) throws IOException {
    rows.foreachPartition(
        new CassandraWrites(keyspace, table, rows.columns(), writeTimes.of(batch)));
  }
}
