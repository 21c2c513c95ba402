package dev.kappa.spark.io;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import dev.kappa.spark.Job;
import java.io.IOException;
import java.util.List;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Writes the rows of micro-batches to one table, each batch with the write time that the checkpoint
 * holds for it: writing a batch again changes nothing, and a driver that was left behind cannot
 * overwrite what its successor wrote. Rows with {@link Job#DELETED} are deleted, with the same
 * time.
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
    var writeTime = writeTimes.of(batch);
    if (!List.of(rows.columns()).contains(Job.DELETED)) {
      upsert(rows, writeTime);
      return;
    }
    // Both statements read the rows; they must not be computed twice.
    var kept = rows.persist();
    try {
      var isDeleted = coalesce(col(Job.DELETED), lit(false));
      kept.where(isDeleted).foreachPartition(new CassandraDeletes(keyspace, table, writeTime));
      upsert(kept.where(not(isDeleted)).drop(Job.DELETED), writeTime);
    } finally {
      kept.unpersist();
    }
  }

  private void upsert(Dataset<Row> rows, long writeTime) {
    var upserts =
        CassandraUpserts.into(
            keyspace, table, rows.schema(), writeTime, rows.sparkSession().sparkContext().conf());
    rows.queryExecution().toRdd().toJavaRDD().foreachPartition(upserts);
  }
}
