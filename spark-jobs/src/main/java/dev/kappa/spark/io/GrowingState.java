package dev.kappa.spark.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.execution.streaming.CheckpointFileManager.CancellableFSDataOutputStream;
import org.apache.spark.sql.execution.streaming.state.StateStore;
import org.apache.spark.sql.execution.streaming.state.StateStoreConf;
import org.apache.spark.sql.execution.streaming.state.StateStoreId;
import org.apache.spark.sql.execution.streaming.state.StateStoreMetrics;
import org.apache.spark.sql.execution.streaming.state.StateStoreProvider;
import org.apache.spark.sql.execution.streaming.state.UnsafeRowPair;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.StructType;

/**
 * A state of bytes under a number, most of which are as before but for what was added at their end.
 * It is kept in memory, outside of the heap; what a micro-batch writes is what was added.
 *
 * <p>A version is what the one before makes of a file of changes, so what a task that failed has
 * written of is forgotten with all that was in memory, and read anew. From time to time everything
 * is written, so that there is an end to what must be read.
 */
final class GrowingState implements StateStoreProvider {
  private static final int WAIT_SECONDS = 60;
  private static final int MOST_CHANGES = 1_000;

  /** By the folders of their files. A query that is started again has providers of its own. */
  private static final Map<Path, GrowingState> LATEST = new ConcurrentHashMap<>();

  /** One task at a time works with what is in memory. */
  private final Semaphore tasks = new Semaphore(1);

  private StateStoreId id;
  private StateStoreConf settings;
  private UnsafeProjection toRow;
  private ValueFiles files;

  private volatile boolean isClosed;

  private GrowingValues values;
  private long loadedVersion;
  private long snapshotVersion;
  private long changesBytes;

  /** Whether a state is what Spark makes of {@code byte[]} for groups by an {@code int}. */
  static boolean isFor(StructType keySchema, StructType valueSchema, int prefixColumns) {
    return prefixColumns == 0
        && keySchema.size() == 1
        && keySchema.apply(0).dataType() instanceof IntegerType
        && valueSchema.size() == 1
        && valueSchema.apply(0).dataType() instanceof StructType inner
        && inner.equals(Encoders.BINARY().schema());
  }

  @Override
  public void init(
      StateStoreId storeId,
      StructType keySchema,
      StructType valueSchema,
      int prefixColumns,
      StateStoreConf storeSettings,
      Configuration hadoop) {
    id = storeId;
    settings = storeSettings;
    toRow = UnsafeProjection.create(valueSchema);
    files = new ValueFiles(storeId.storeCheckpointLocation(), hadoop);
    var before = LATEST.put(storeId.storeCheckpointLocation(), this);
    if (before != null) {
      before.close(); // Spark does so up to a minute later
    }
  }

  @Override
  public StateStoreId stateStoreId() {
    return id;
  }

  @Override
  public StateStore getStore(long version) {
    waitForOtherTasks();
    try {
      if (values == null || loadedVersion != version) {
        load(version);
      }
      return new Store(version, files.changes(version + 1));
    } catch (IOException e) {
      release();
      throw new UncheckedIOException(e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      release();
      throw e;
    }
  }

  private void waitForOtherTasks() {
    try {
      if (!tasks.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "another task has worked with the state in %s for over %d s"
                .formatted(id.storeCheckpointLocation(), WAIT_SECONDS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while another task works with the state", e);
    }
  }

  private void load(long version) throws IOException {
    values = null;
    var loaded = files.load(version);
    values = loaded.values();
    loadedVersion = version;
    snapshotVersion = loaded.snapshot();
    changesBytes = loaded.changesBytes();
  }

  @Override
  public void doMaintenance() {
    files.keepLatest(settings.minVersionsToRetain());
  }

  /** Lets go of the memory: now, or at the end of the task that works with it. */
  @Override
  public void close() {
    isClosed = true;
    LATEST.remove(id.storeCheckpointLocation(), this);
    if (tasks.tryAcquire()) {
      release();
    }
  }

  private void release() {
    if (isClosed) {
      values = null;
    }
    tasks.release();
  }

  /** Whether it has values in memory. */
  boolean isLoaded() {
    return values != null;
  }

  @FunctionalInterface
  private interface Change {
    void write() throws IOException;
  }

  private final class Store implements StateStore {
    private final long version;
    private final CancellableFSDataOutputStream file;
    private final ValueChanges.Writer changes;
    private boolean isCommitted;
    private boolean isDone;
    private StateStoreMetrics metrics;

    Store(long version, CancellableFSDataOutputStream file) {
      this.version = version;
      this.file = file;
      this.changes = new ValueChanges.Writer(file);
    }

    @Override
    public StateStoreId id() {
      return id;
    }

    @Override
    public long version() {
      return version;
    }

    @Override
    public UnsafeRow get(UnsafeRow key) {
      int number = key.getInt(0);
      return values.has(number) ? row(values.get(number)) : null;
    }

    private UnsafeRow row(byte[] bytes) {
      return toRow.apply(
          new GenericInternalRow(new Object[] {new GenericInternalRow(new Object[] {bytes})}));
    }

    @Override
    public void put(UnsafeRow key, UnsafeRow value) {
      int number = key.getInt(0);
      var bytes = value.getStruct(0, 1).getBinary(0);
      if (values.has(number) && !values.isStartOf(bytes, number)) {
        remove(key);
      }
      int length = values.length(number);
      values.append(number, bytes, length);
      write(() -> changes.appended(number, length, bytes, length));
    }

    @Override
    public void remove(UnsafeRow key) {
      int number = key.getInt(0);
      values.remove(number);
      write(() -> changes.removed(number));
    }

    @Override
    public long commit() {
      long next = version + 1;
      write(
          () -> {
            changes.end();
            changesBytes += file.getPos();
            file.close();
            loadedVersion = next;
            if (isSnapshotDue()) {
              files.writeSnapshot(next, values);
              snapshotVersion = next;
              changesBytes = 0;
            }
          });
      metrics =
          new StateStoreMetrics(
              values.size(), values.memoryBytes(), scala.collection.immutable.Map$.MODULE$.empty());
      isCommitted = true;
      done();
      return next;
    }

    /** Where much has changed since the last one, or many files would have to be read. */
    private boolean isSnapshotDue() {
      long changeFiles = loadedVersion - snapshotVersion;
      boolean areMany = changeFiles >= settings.minDeltasForSnapshot();
      boolean areLarge = changesBytes >= values.memoryBytes() / 2;
      return changeFiles >= MOST_CHANGES || (areMany && areLarge);
    }

    @Override
    public void abort() {
      if (!isDone) {
        values = null;
        file.cancel();
        done();
      }
    }

    private void done() {
      isDone = true;
      release();
    }

    private void write(Change change) {
      try {
        change.write();
      } catch (IOException e) {
        throw new UncheckedIOException(
            "can not write version %d of the state to %s: %s"
                .formatted(version + 1, id.storeCheckpointLocation(), e.getMessage()),
            e);
      }
    }

    @Override
    public boolean hasCommitted() {
      return isCommitted;
    }

    @Override
    public StateStoreMetrics metrics() {
      return metrics;
    }

    @Override
    public scala.collection.Iterator<UnsafeRowPair> iterator() {
      throw new UnsupportedOperationException("this state is not looked through");
    }

    @Override
    public scala.collection.Iterator<UnsafeRowPair> prefixScan(UnsafeRow prefixKey) {
      throw new UnsupportedOperationException("this state has no prefixes");
    }
  }
}
