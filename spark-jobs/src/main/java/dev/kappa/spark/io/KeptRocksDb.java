package dev.kappa.spark.io;

import org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider;
import org.apache.spark.sql.execution.streaming.state.StateStore;

/**
 * Spark's state store on RocksDB, kept open from one micro-batch to the next. An aggregation's task
 * reads its state through one store and writes it through another, of the same database; when the
 * task ends, Spark 3.5 aborts the one that was read, which makes the next micro-batch open the
 * database anew and read everything again that was written since its last snapshot.
 */
public final class KeptRocksDb extends RocksDBStateStoreProvider {
  private final class ReadStore extends RocksDBStateStore {
    ReadStore(long version) {
      KeptRocksDb.this.super(version);
    }

    /** Nothing was written through it; the database is released when the task ends. */
    @Override
    public void abort() {}
  }

  @Override
  public StateStore getReadStore(long version) {
    super.getReadStore(version);
    return new ReadStore(version);
  }
}
