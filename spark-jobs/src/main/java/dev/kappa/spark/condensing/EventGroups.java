package dev.kappa.spark.condensing;

import dev.kappa.spark.events.EventParser;
import dev.kappa.spark.packing.PackedRows;
import dev.kappa.spark.packing.RowBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** The events of a task by key and window. */
final class EventGroups {
  /** With more groups, the memory for them is worth more than what is saved by gathering more. */
  private static final int MANY = 1 << 16;

  private record Key(UTF8String text, long window) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && window == key.window && Objects.equals(text, key.text);
    }

    @Override
    public int hashCode() {
      return Objects.hashCode(text) * 31 + Long.hashCode(window);
    }
  }

  private final class Group {
    private final DistinctSketch[] sketches = new DistinctSketch[distinct.length];
    private long events;
    private long latestMicros = Long.MIN_VALUE;

    Group() {
      for (int i = 0; i < sketches.length; i++) {
        sketches[i] = new DistinctSketch();
      }
    }

    void add(long atMicros, InternalRow event) {
      events++;
      latestMicros = Math.max(latestMicros, atMicros);
      for (int i = 0; i < sketches.length; i++) {
        if (!event.isNullAt(distinct[i])) {
          sketches[i].add(event.getUTF8String(distinct[i]));
        }
      }
    }

    InternalRow row(Key group) {
      var row = new Object[3 + sketches.length];
      row[0] = latestMicros;
      row[1] = group.text;
      row[2] = events;
      for (int i = 0; i < sketches.length; i++) {
        row[3 + i] = sketches[i].toBytes();
      }
      return new GenericInternalRow(row);
    }
  }

  private final long windowMicros;
  private final int at;
  private final int key;
  private final int[] distinct;
  private final PackedRows events;
  private final UnsafeProjection condensed;
  private final Map<Key, Group> groups = new HashMap<>();

  EventGroups(Condensing condensing, StructType schema) {
    windowMicros = TimeUnit.NANOSECONDS.toMicros(condensing.window().toNanos());
    at = schema.fieldIndex(EventParser.AT);
    key = schema.fieldIndex(condensing.key());
    distinct = condensing.distinct().stream().mapToInt(schema::fieldIndex).toArray();
    events = new PackedRows(schema);
    condensed = UnsafeProjection.create(condensing.schema(schema));
  }

  /** Adds the events of a block. */
  void add(byte[] block) {
    events.forEach(block, this::add);
  }

  private void add(InternalRow event) {
    long atMicros = event.getLong(at);
    var text = event.isNullAt(key) ? null : event.getUTF8String(key);
    long window = Math.floorDiv(atMicros, windowMicros);
    var group = groups.get(new Key(text, window));
    if (group == null) {
      group = new Group();
      groups.put(new Key(text == null ? null : text.copy(), window), group); // not all of the block
    }
    group.add(atMicros, event);
  }

  boolean areMany() {
    return groups.size() >= MANY;
  }

  /** A block of a row for each group; the groups are forgotten. */
  byte[] drain() {
    var block = new RowBuffer();
    groups.forEach((key, group) -> block.add(condensed.apply(group.row(key))));
    groups.clear();
    return block.drain();
  }
}
