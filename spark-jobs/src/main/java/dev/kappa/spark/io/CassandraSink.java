package dev.kappa.spark.io;

import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/**
 * Writes the rows of micro-batches to one table. A row replaces what was there; its write time is
 * {@code writeEpoch} plus the number of the batch, so that writing a batch again changes nothing,
 * and a driver that was left behind cannot overwrite what its successor wrote.
 */
public final class CassandraSink implements VoidFunction2<Dataset<Row>, Long> {
  private static final long serialVersionUID = 1L;

  private final String keyspace;
  private final String table;
  private final long writeEpoch;

  /**
   * @param writeEpoch microseconds since 1970, kept with the job's checkpoint
   */
  public CassandraSink(String keyspace, String table, long writeEpoch) {
    this.keyspace = keyspace;
    this.table = table;
    this.writeEpoch = writeEpoch;
  }

  /** Writes a micro-batch whole, or throws. */
  @Override
  public void call(Dataset<Row> rows, Long batch) {
    rows.write()
        .format("org.apache.spark.sql.cassandra")
        .option("keyspace", keyspace)
        .option("table", table)
        .option("spark.cassandra.output.timestamp", Long.toString(writeEpoch + batch))
        .mode(SaveMode.Append)
        .save();
  }
}
