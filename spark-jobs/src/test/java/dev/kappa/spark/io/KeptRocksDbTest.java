package dev.kappa.spark.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.plans.logical.EventTimeWatermark;
import org.apache.spark.sql.execution.streaming.state.StateStore;
import org.apache.spark.sql.execution.streaming.state.StateStoreConf;
import org.apache.spark.sql.execution.streaming.state.StateStoreId;
import org.apache.spark.sql.execution.streaming.state.StateStoreProvider;
import org.apache.spark.sql.execution.streaming.state.StateStoreProviderId;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptRocksDbTest {
  /** Spark's {@code minDeltasForSnapshot}. */
  private static final int DELTAS_FOR_SNAPSHOT = 10;

  private static final StructType COLUMN = new StructType().add("number", DataTypes.LongType);

  private static final int PAGES = 100;

  /** A page, and a window of event time, as Spark marks it. */
  private static final StructType WINDOWS =
      new StructType()
          .add("page", DataTypes.LongType)
          .add(
              "window",
              new StructType()
                  .add("start", DataTypes.TimestampType)
                  .add("end", DataTypes.TimestampType),
              false,
              new MetadataBuilder().putLong(EventTimeWatermark.delayKey(), 0).build());

  private static final UnsafeProjection KEY_OF_WINDOW = UnsafeProjection.create(WINDOWS);

  @TempDir private Path checkpoint;
  private StateStoreProvider provider;

  @BeforeEach
  void open() {
    provider = provider(COLUMN, 0);
  }

  private StateStoreProvider provider(StructType keys, int partition) {
    var settings = new SQLConf();
    settings.setConfString(
        "spark.sql.streaming.stateStore.providerClass", KeptRocksDb.class.getName());
    settings.setConfString("spark.sql.streaming.minBatchesToRetain", "2");
    settings.setConfString(
        "spark.sql.streaming.stateStore.rocksdb.changelogCheckpointing.enabled", "true");
    var hadoop = LocalFiles.settings();
    var id = new StateStoreId(checkpoint.toString(), 0, partition, "default");
    return StateStoreProvider.createAndInit(
        new StateStoreProviderId(id, UUID.randomUUID()),
        keys,
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

  @Test
  void oneKeyIsLookedAtWhereTheWatermarkHasPassedNone() {
    var windows = provider(WINDOWS, 1);
    assertThat(microBatch(windows, 0, 0, 60, 120, 180)).isEqualTo(3 * PAGES);

    var lookedAt = microBatch(windows, 1, 59, 120, 240);

    assertThat(lookedAt).isEqualTo(1);
    assertThat(windowsIn(windows, 2)).containsExactly(60L, 120L, 180L, 240L);
    windows.close();
  }

  @Test
  void everyKeyThatTheWatermarkHasPassedIsDropped() {
    var windows = provider(WINDOWS, 1);
    microBatch(windows, 0, 0, 60, 120, 180);

    for (int version = 1; version <= 3; version++) {
      microBatch(windows, version, 60L * version, 180 + 60L * version);

      assertThat(windowsIn(windows, version + 1))
          .containsExactly(60L * version + 60, 60L * version + 120, 60L * version + 180);
    }
    windows.close();
  }

  @Test
  void aStateThatOthersHaveChangedIsLookedThroughAsAWhole() {
    var here = provider(WINDOWS, 1);
    microBatch(here, 0, 0, 180);
    var elsewhere = provider(WINDOWS, 1);
    microBatch(elsewhere, 1, 0, 60);
    elsewhere.close();

    microBatch(here, 2, 60);

    assertThat(windowsIn(here, 3)).containsExactly(180L);
    here.close();
  }

  @Test
  void keysOfATaskThatFailedDoNotHideWhatIsToBeDropped() {
    var windows = provider(WINDOWS, 1);
    microBatch(windows, 0, 0, 120, 180);
    var store = windows.getStore(1);
    putWindows(store, 60);
    var keys = store.iterator();
    store.remove(keys.next().key());
    assertThat(keys.hasNext()).isTrue();
    store.abort();

    microBatch(windows, 1, 120);

    assertThat(windowsIn(windows, 2)).containsExactly(180L);
    windows.close();
  }

  /**
   * Puts windows that end then, and drops those that the watermark has passed.
   *
   * @return how many keys were looked at
   */
  private static int microBatch(
      StateStoreProvider windows, long version, long watermark, long... ends) {
    var store = windows.getStore(version);
    putWindows(store, ends);
    var lookedAt = dropUpTo(store, watermark);
    store.commit();
    return lookedAt;
  }

  /** Puts a row of each page for each of the windows that end then. */
  private static void putWindows(StateStore store, long... ends) {
    for (long end : ends) {
      for (int page = 0; page < PAGES; page++) {
        store.put(
            KEY_OF_WINDOW.apply(
                new GenericInternalRow(
                    new Object[] {
                      (long) page, new GenericInternalRow(new Object[] {end - 60, end})
                    })),
            row(page));
      }
    }
  }

  /**
   * Drops what the watermark has passed as Spark does.
   *
   * @return how many keys it was given to look at
   */
  private static int dropUpTo(StateStore store, long watermark) {
    var keys = store.iterator();
    int lookedAt = 0;
    while (keys.hasNext()) {
      var key = keys.next().key();
      lookedAt++;
      if (key.getStruct(1, 2).getLong(1) <= watermark) {
        store.remove(key);
      }
    }
    return lookedAt;
  }

  private static SortedSet<Long> windowsIn(StateStoreProvider windows, long version) {
    var ends = new TreeMap<Long, Integer>();
    var store = windows.getReadStore(version);
    var keys = store.iterator();
    while (keys.hasNext()) {
      ends.merge(keys.next().key().getStruct(1, 2).getLong(1), 1, Integer::sum);
    }
    store.abort();
    assertThat(ends.values()).allMatch(rows -> rows == PAGES);
    return new TreeSet<>(ends.keySet());
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
