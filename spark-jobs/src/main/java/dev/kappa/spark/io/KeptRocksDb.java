package dev.kappa.spark.io;

import java.util.Iterator;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider;
import org.apache.spark.sql.execution.streaming.state.StateStore;
import org.apache.spark.sql.execution.streaming.state.StateStoreConf;
import org.apache.spark.sql.execution.streaming.state.StateStoreId;
import org.apache.spark.sql.execution.streaming.state.UnsafeRowPair;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Spark's state store on RocksDB, but for two things that cost an aggregation the more in every
 * micro-batch, the more state it has.
 *
 * <p>It is kept open from one micro-batch to the next. An aggregation's task reads its state
 * through one store and writes it through another, of the same database; when the task ends, Spark
 * 3.5 aborts the one that was read, which makes the next micro-batch open the database anew and
 * read everything again that was written since its last snapshot.
 *
 * <p>And not every key is looked at for whether the watermark has passed it, but the first that it
 * will pass; all of them only where it has passed that one. So it is for the output modes update
 * and append, where Spark looks through a state for nothing else.
 */
public final class KeptRocksDb extends RocksDBStateStoreProvider {
  private Optional<Expiries> expiries = Optional.empty();

  private final class ReadStore extends RocksDBStateStore {
    ReadStore(long version) {
      KeptRocksDb.this.super(version);
    }

    /** Nothing was written through it; the database is released when the task ends. */
    @Override
    public void abort() {}
  }

  private final class ExpiringStore extends RocksDBStateStore {
    private final Expiries expiries;

    /** Whether {@link #expiries} has all keys of the state. */
    private boolean areKnown;

    private long removed;

    ExpiringStore(long version, Expiries expiries) {
      KeptRocksDb.this.super(version);
      this.expiries = expiries;
      areKnown = expiries.areOf(version);
    }

    @Override
    public void put(UnsafeRow key, UnsafeRow value) {
      super.put(key, value);
      expiries.add(key);
    }

    @Override
    public void remove(UnsafeRow key) {
      super.remove(key);
      removed++;
    }

    @Override
    public synchronized long commit() {
      long version = super.commit();
      if (areKnown) {
        expiries.committed(version);
      }
      return version;
    }

    @Override
    public scala.collection.Iterator<UnsafeRowPair> iterator() {
      return hasCommitted() ? super.iterator() : CollectionConverters.asScala(new FirstToExpire());
    }

    private Iterator<UnsafeRowPair> everyKey() {
      return CollectionConverters.asJava(super.iterator());
    }

    /**
     * The key that expires first, and then all others, but only where whoever is given the first
     * one removes it before asking for the next.
     */
    private final class FirstToExpire implements Iterator<UnsafeRowPair> {
      private Iterator<UnsafeRowPair> all;
      private UnsafeRowPair first;
      private UnsafeRowPair given;
      private long removedBefore;

      FirstToExpire() {
        if (areKnown) {
          first = expiries.first().map(key -> new UnsafeRowPair(key, get(key))).orElse(null);
        }
        var isOfFailedTask = first != null && first.value() == null;
        if (!areKnown || isOfFailedTask) {
          lookThroughAll();
        }
      }

      private void lookThroughAll() {
        areKnown = false;
        expiries.beginAnew();
        all = everyKey();
      }

      @Override
      public boolean hasNext() {
        settle();
        if (all == null) {
          return first != null;
        }
        if (all.hasNext()) {
          return true;
        }
        areKnown = true;
        return false;
      }

      /** What was given last stays in the state, or was removed. */
      private void settle() {
        if (given == null) {
          return;
        }
        var isRemoved = removed > removedBefore;
        if (all == null && isRemoved) {
          lookThroughAll();
        } else if (all != null && !isRemoved) {
          expiries.add(given.key());
        }
        given = null;
      }

      @Override
      public UnsafeRowPair next() {
        settle();
        given = all == null ? first : all.next();
        first = null;
        removedBefore = removed;
        return given;
      }
    }
  }

  @Override
  public void init(
      StateStoreId id,
      StructType keySchema,
      StructType valueSchema,
      int prefixColumns,
      StateStoreConf settings,
      Configuration hadoop) {
    super.init(id, keySchema, valueSchema, prefixColumns, settings, hadoop);
    if (prefixColumns == 0) {
      expiries = Expiries.of(keySchema);
    }
  }

  @Override
  public StateStore getStore(long version) {
    var store = super.getStore(version);
    return expiries.<StateStore>map(known -> new ExpiringStore(version, known)).orElse(store);
  }

  @Override
  public StateStore getReadStore(long version) {
    super.getReadStore(version);
    return new ReadStore(version);
  }
}
