package dev.kappa.spark.io;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.execution.streaming.state.StateStore;
import org.apache.spark.sql.execution.streaming.state.StateStoreConf;
import org.apache.spark.sql.execution.streaming.state.StateStoreId;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowingStateTest {
  private static final StructType KEY = new StructType().add("value", DataTypes.IntegerType);

  /** As Spark has it for the state of groups. */
  private static final StructType VALUE =
      new StructType().add("groupState", new StructType().add("value", DataTypes.BinaryType));

  private static final UnsafeProjection KEYS = UnsafeProjection.create(KEY);
  private static final UnsafeProjection VALUES = UnsafeProjection.create(VALUE);

  private static final int KEYS_IN_USE = 10;
  private static final int VERSIONS_TO_RETAIN = 4;
  private static final int CHANGES_FOR_SNAPSHOT = 3;

  @TempDir private Path checkpoint;
  private GrowingState provider;

  @BeforeEach
  void open() {
    var settings = new SQLConf();
    settings.setConfString(
        "spark.sql.streaming.minBatchesToRetain", Integer.toString(VERSIONS_TO_RETAIN));
    settings.setConfString(
        "spark.sql.streaming.stateStore.minDeltasForSnapshot",
        Integer.toString(CHANGES_FOR_SNAPSHOT));
    assertThat(GrowingState.isFor(KEY, VALUE, 0)).isTrue();
    provider = new GrowingState();
    provider.init(
        new StateStoreId(checkpoint.toString(), 0, 0, "default"),
        KEY,
        VALUE,
        0,
        new StateStoreConf(settings, scala.collection.immutable.Map$.MODULE$.empty()),
        LocalFiles.settings());
  }

  /**
   * Tasks that fail, micro-batches that are run again, restarts, and maintenance at any time: what
   * is read of a version is what was put until then.
   */
  @Test
  void everyVersionIsReadAsItWasWritten() {
    var seed = 20261128L;
    System.out.println("seed " + seed);
    var random = new Random(seed);
    var versions = new ArrayList<Map<Integer, byte[]>>();
    versions.add(Map.of());
    int latest = 0;
    for (int round = 0; round < 400; round++) {
      int chance = random.nextInt(20);
      int version = versions.size() - 1;
      if (chance == 0) {
        open();
      } else if (chance == 1) {
        provider.doMaintenance();
      } else if (chance == 2 && version > latest - VERSIONS_TO_RETAIN + 1 && version > 0) {
        // The last micro-batch is run again.
        versions.remove(version--);
      }
      var expected = new HashMap<>(versions.get(version));
      var store = provider.getStore(version);
      assertThat(contentOf(store)).isEqualTo(texts(expected));
      change(store, expected, new Random(seed + version));
      if (random.nextInt(8) == 0) {
        store.abort();
      } else {
        assertThat(store.commit()).isEqualTo(version + 1);
        versions.add(expected);
        latest = Math.max(latest, version + 1);
      }
    }
  }

  /** Adds to most, and replaces or removes some. */
  private static void change(StateStore store, Map<Integer, byte[]> expected, Random random) {
    for (int i = random.nextInt(20); i > 0; i--) {
      int key = random.nextInt(KEYS_IN_USE);
      int what = random.nextInt(10);
      if (what == 0) {
        store.remove(key(key));
        expected.remove(key);
        continue;
      }
      var start = what == 1 ? new byte[0] : expected.getOrDefault(key, new byte[0]);
      var bytes = Arrays.copyOf(start, start.length + random.nextInt(300));
      for (int at = start.length; at < bytes.length; at++) {
        bytes[at] = (byte) random.nextInt();
      }
      store.put(key(key), value(bytes));
      expected.put(key, bytes);
    }
  }

  @Test
  void onlyWhatWasAddedIsWritten() throws IOException {
    var large = new byte[1_000_000];
    microBatch(0, 1, large);
    microBatch(1, 1, Arrays.copyOf(large, large.length + 12));
    microBatch(2, 2, new byte[0]);

    assertThat(Files.size(file("1.changes"))).isGreaterThan(large.length);
    assertThat(Files.size(file("2.changes"))).isLessThan(60);
    assertThat(Files.size(file("3.changes"))).isLessThan(60);
  }

  @Test
  void filesLevelOff() throws IOException {
    for (int version = 0; version < 100; version++) {
      var other = new byte[100_000];
      Arrays.fill(other, (byte) version);
      microBatch(version, version % 5, other);
      provider.doMaintenance();
    }

    try (var files = Files.list(folder())) {
      assertThat(files).hasSizeLessThan(2 * (VERSIONS_TO_RETAIN + CHANGES_FOR_SNAPSHOT));
    }
    open();
    assertThat(contentOf(provider.getStore(100 - VERSIONS_TO_RETAIN + 1))).hasSize(5);
  }

  @Test
  void changesOfFewBytesAreJoinedAfterAThousand() {
    for (int version = 0; version < 1_000; version++) {
      microBatch(version, 1, new byte[version]);
    }

    assertThat(file("1000.snapshot")).exists();
  }

  @Test
  void aFileThatIsMissingOrDamagedIsNamed() throws IOException {
    microBatch(0, 1, new byte[100]);
    microBatch(1, 2, new byte[100]);
    var path = file("1.changes");
    var bytes = Files.readAllBytes(path);

    for (int at = 0; at < bytes.length; at++) {
      var flipped = bytes.clone();
      flipped[at]++;
      Files.write(path, flipped);
      assertThatReading().hasMessageContaining("1.changes ");

      Files.write(path, Arrays.copyOf(bytes, at));
      assertThatReading().hasMessageContaining("1.changes is cut off. ");
    }

    Files.delete(path);
    assertThatReading().hasMessageContaining("1.changes is missing");
    assertThatThrownBy(() -> provider.getStore(2)).hasMessageContaining("1.changes is missing");

    Files.write(path, bytes);
    open();
    assertThat(contentOf(provider.getStore(2))).hasSize(2);
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertThatReading() {
    open();
    return assertThatThrownBy(() -> provider.getStore(2));
  }

  @Test
  void aTaskWaitsForTheOneBeforeIt() throws Exception {
    microBatch(0, 1, new byte[1]);
    var store = provider.getStore(1);
    store.put(key(1), value(new byte[2]));

    var second =
        CompletableFuture.supplyAsync(
            () -> {
              var next = provider.getStore(1);
              var content = contentOf(next);
              next.abort();
              return content;
            });
    store.abort();

    assertThat(second.get(30, SECONDS)).isEqualTo(texts(Map.of(1, new byte[1])));
  }

  @Test
  void theMemoryOfAProviderIsGivenBackToTheNextOfTheSameFiles() {
    var first = provider;
    microBatch(0, 1, new byte[1]);
    assertThat(first.isLoaded()).isTrue();
    open();
    assertThat(first.isLoaded()).isFalse();

    var second = provider;
    var store = second.getStore(1);
    open();
    assertThat(second.isLoaded()).isTrue();
    store.put(key(1), value(new byte[2]));
    store.commit();
    assertThat(second.isLoaded()).isFalse();
    assertThat(contentOf(provider.getStore(2))).isEqualTo(texts(Map.of(1, new byte[2])));
  }

  private void microBatch(long version, int key, byte[] bytes) {
    var store = provider.getStore(version);
    store.put(key(key), value(bytes));
    store.commit();
    assertThat(store.hasCommitted()).isTrue();
  }

  private static Map<Integer, String> contentOf(StateStore store) {
    var content = new TreeMap<Integer, byte[]>();
    for (int key = 0; key < KEYS_IN_USE; key++) {
      var row = store.get(key(key));
      if (row != null) {
        content.put(key, row.getStruct(0, 1).getBinary(0));
      }
    }
    return texts(content);
  }

  private static Map<Integer, String> texts(Map<Integer, byte[]> content) {
    var texts = new TreeMap<Integer, String>();
    content.forEach((key, bytes) -> texts.put(key, Arrays.toString(bytes)));
    return texts;
  }

  private Path folder() {
    return checkpoint.resolve("0/0");
  }

  private Path file(String name) {
    return folder().resolve(name);
  }

  private static UnsafeRow key(int key) {
    return KEYS.apply(new GenericInternalRow(new Object[] {key}));
  }

  private static UnsafeRow value(byte[] bytes) {
    return VALUES.apply(
        new GenericInternalRow(new Object[] {new GenericInternalRow(new Object[] {bytes})}));
  }
}
