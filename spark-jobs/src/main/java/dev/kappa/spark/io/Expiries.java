package dev.kappa.spark.io;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.plans.logical.EventTimeWatermark;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/**
 * When the keys of a state expire: which event times the watermark must pass until some of them are
 * dropped, and one key for each. There are as many as windows that are open.
 */
final class Expiries {
  private static final int WINDOW_END = 1;
  private static final long NEVER_COMMITTED = -1;

  private final ToLongFunction<UnsafeRow> expiryMicros;
  private final TreeMap<Long, UnsafeRow> keys = new TreeMap<>();
  private long version = NEVER_COMMITTED;

  private Expiries(ToLongFunction<UnsafeRow> expiryMicros) {
    this.expiryMicros = expiryMicros;
  }

  /** Nothing where the keys do not have one column of event time, by which Spark drops them. */
  static Optional<Expiries> of(StructType keySchema) {
    var eventTimes =
        Arrays.stream(keySchema.fields())
            .filter(field -> field.metadata().contains(EventTimeWatermark.delayKey()))
            .toList();
    return eventTimes.size() == 1
        ? expiryMicros(eventTimes.get(0), keySchema).map(Expiries::new)
        : Optional.empty();
  }

  private static Optional<ToLongFunction<UnsafeRow>> expiryMicros(
      StructField eventTime, StructType keySchema) {
    int column = keySchema.fieldIndex(eventTime.name());
    if (eventTime.dataType() instanceof TimestampType) {
      return Optional.of(key -> key.getLong(column));
    }
    return eventTime.dataType() instanceof StructType window
        ? Optional.of(key -> key.getStruct(column, window.size()).getLong(WINDOW_END))
        : Optional.empty();
  }

  /** Whether this is about the state of that version, and not of one that others have changed. */
  boolean areOf(long otherVersion) {
    return version == otherVersion;
  }

  /** The state with all keys that were added is of this version now. */
  void committed(long newVersion) {
    version = newVersion;
  }

  /** A key is in the state; it may be so already. */
  void add(UnsafeRow key) {
    keys.computeIfAbsent(expiryMicros.applyAsLong(key), expiry -> key.copy());
  }

  /** A key that is dropped no later than any other. */
  Optional<UnsafeRow> first() {
    return Optional.ofNullable(keys.firstEntry()).map(Map.Entry::getValue);
  }

  /** Forgets all keys: those that there are will be added, and then committed. */
  void beginAnew() {
    keys.clear();
    version = NEVER_COMMITTED;
  }
}
