package dev.kappa.spark.io;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.execution.streaming.state.ReadStateStore;
import org.apache.spark.sql.execution.streaming.state.StateStore;
import org.apache.spark.sql.execution.streaming.state.StateStoreConf;
import org.apache.spark.sql.execution.streaming.state.StateStoreCustomMetric;
import org.apache.spark.sql.execution.streaming.state.StateStoreId;
import org.apache.spark.sql.execution.streaming.state.StateStoreProvider;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.Seq;

/**
 * Where Spark keeps the state of a job's operators: {@link GrowingState} for bytes under a number,
 * as of identities that were seen, and {@link KeptRocksDb} for all others.
 */
public final class JobState implements StateStoreProvider {
  private StateStoreProvider provider;

  @Override
  public void init(
      StateStoreId id,
      StructType keySchema,
      StructType valueSchema,
      int prefixColumns,
      StateStoreConf settings,
      Configuration hadoop) {
    provider =
        GrowingState.isFor(keySchema, valueSchema, prefixColumns)
            ? new GrowingState()
            : new KeptRocksDb();
    provider.init(id, keySchema, valueSchema, prefixColumns, settings, hadoop);
  }

  @Override
  public StateStoreId stateStoreId() {
    return provider.stateStoreId();
  }

  @Override
  public StateStore getStore(long version) {
    return provider.getStore(version);
  }

  @Override
  public ReadStateStore getReadStore(long version) {
    return provider.getReadStore(version);
  }

  @Override
  public void doMaintenance() {
    provider.doMaintenance();
  }

  @Override
  public void close() {
    provider.close();
  }

  /** Spark asks before it says which operator the state is of. */
  @Override
  public Seq<StateStoreCustomMetric> supportedCustomMetrics() {
    return new KeptRocksDb().supportedCustomMetrics();
  }
}
