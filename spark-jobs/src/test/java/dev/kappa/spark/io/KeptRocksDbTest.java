package dev.kappa.spark.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.execution.streaming.state.StateStore;
import org.apache.spark.sql.execution.streaming.state.StateStoreConf;
import org.apache.spark.sql.execution.streaming.state.StateStoreId;
import org.apache.spark.sql.execution.streaming.state.StateStoreProvider;
import org.apache.spark.sql.execution.streaming.state.StateStoreProviderId;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptRocksDbTest {
  /** Spark's {@code minDeltasForSnapshot}. */
  private static final int DELTAS_FOR_SNAPSHOT = 10;

  private static final StructType COLUMN = new StructType().add("number", DataTypes.LongType);

  @TempDir private Path checkpoint;
  private StateStoreProvider provider;

  @BeforeEach
  void open() {
    var settings = new SQLConf();
    settings.setConfString(
        "spark.sql.streaming.stateStore.providerClass", KeptRocksDb.class.getName());
    settings.setConfString("spark.sql.streaming.minBatchesToRetain", "2");
    settings.setConfString(
        "spark.sql.streaming.stateStore.rocksdb.changelogCheckpointing.enabled", "true");
    var hadoop = new Configuration();
    hadoop.set("fs.file.impl", PlainLocalFileSystem.class.getName());
    hadoop.set("fs.AbstractFileSystem.file.impl", PlainLocalFileSystem.Context.class.getName());
    var id = new StateStoreId(checkpoint.toString(), 0, 0, "default");
    provider =
        StateStoreProvider.createAndInit(
            new StateStoreProviderId(id, UUID.randomUUID()),
            COLUMN,
            COLUMN,
            0,
            new StateStoreConf(settings, scala.collection.immutable.Map$.MODULE$.empty()),
            hadoop);
  }

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void theDatabaseStaysOpenFromOneMicroBatchToTheNext() throws IOException {
    microBatch(0, 1, 10);
    microBatch(1, 2, 20);
    FileUtils.cleanDirectory(checkpoint.toFile());

    var store = provider.getStore(2);

    assertThat(valueOf(store, 1)).isEqualTo(10);
    assertThat(valueOf(store, 2)).isEqualTo(20);
    store.abort();
  }

  @Test
  void whatWasNotCommittedIsGone() {
    microBatch(0, 1, 10);
    var read = provider.getReadStore(1);
    var written = provider.getStore(1);
    written.put(row(1), row(11));
    written.abort();
    read.abort();

    var store = provider.getStore(1);

    assertThat(valueOf(store, 1)).isEqualTo(10);
    store.abort();
  }

  @Test
  void whatItKeepsOfOldVersionsLevelsOff() throws IOException {
    for (int version = 0; version < 5 * DELTAS_FOR_SNAPSHOT; version++) {
      microBatch(version, version, version);
      provider.doMaintenance();
    }

    try (var files = Files.walk(checkpoint)) {
      assertThat(files.filter(file -> file.toString().endsWith(".changelog")))
          .hasSizeLessThan(3 * DELTAS_FOR_SNAPSHOT);
    }
  }

  @Test
  void aSnapshotOfItIsKeptBesideTheChanges() throws IOException {
    for (int version = 0; version < DELTAS_FOR_SNAPSHOT; version++) {
      microBatch(version, version, version);
    }

    provider.doMaintenance();

    try (var files = Files.walk(checkpoint)) {
      var names = files.map(file -> file.getFileName().toString()).toList();
      assertThat(names).contains(DELTAS_FOR_SNAPSHOT + ".zip");
      assertThat(names).noneMatch(name -> name.endsWith(".crc"));
    }
  }

  /** As a task of an aggregation does: it reads through one store and writes through another. */
  private void microBatch(long version, long key, long value) {
    var read = provider.getReadStore(version);
    assertThat(read.get(row(key))).isNull();
    var written = provider.getStore(version);
    written.put(row(key), row(value));
    assertThat(written.commit()).isEqualTo(version + 1);
    read.abort();
  }

  private static long valueOf(StateStore store, long key) {
    return store.get(row(key)).getLong(0);
  }

  private static UnsafeRow row(long number) {
    var row = UnsafeRow.createFromByteArray(2 * Long.BYTES, 1);
    row.setLong(0, number);
    return row;
  }
}
