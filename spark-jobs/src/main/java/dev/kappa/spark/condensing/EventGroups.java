package dev.kappa.spark.condensing;

import dev.kappa.spark.events.EventParser;
import dev.kappa.spark.packing.PackedRows;
import dev.kappa.spark.packing.RowBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.types.StructType;

/**
 * The events of a task by key and window. While they come, an event is the number of its group and
 * the hashes of its texts, one behind the other; only at the end are they laid out group by group.
 */
final class EventGroups {
  /** With more groups, the memory for them is worth more than what is saved by gathering more. */
  private static final int MANY_GROUPS = 1 << 16;

  /** They take 4 bytes each, and 16 for each column of different values. */
  private static final int MANY_EVENTS = 1 << 21;

  private static final int LEAST_CAPACITY = 1_024;

  private final long windowMicros;
  private final int at;
  private final int key;
  private final int[] distinct;
  private final PackedRows events;
  private final UnsafeProjection condensed;

  private GroupNumbers groups;
  private int[] eventsOf;
  private long[] latestMicrosOf;

  private int size;
  private int[] groupOf;
  private final long[][] hashes;

  EventGroups(Condensing condensing, StructType schema) {
    windowMicros = TimeUnit.NANOSECONDS.toMicros(condensing.window().toNanos());
    at = schema.fieldIndex(EventParser.AT);
    key = schema.fieldIndex(condensing.key());
    distinct = condensing.distinct().stream().mapToInt(schema::fieldIndex).toArray();
    events = new PackedRows(schema);
    condensed = UnsafeProjection.create(condensing.schema(schema));
    hashes = new long[distinct.length][];
    clear();
  }

  private void clear() {
    groups = new GroupNumbers();
    eventsOf = new int[LEAST_CAPACITY];
    latestMicrosOf = new long[LEAST_CAPACITY];
    size = 0;
    groupOf = new int[LEAST_CAPACITY];
    Arrays.setAll(hashes, column -> new long[LEAST_CAPACITY]);
  }

  /** Adds the events of a block. */
  void add(byte[] block) {
    events.forEach(block, this::add);
  }

  private void add(InternalRow event) {
    long atMicros = event.getLong(at);
    var text = event.isNullAt(key) ? null : event.getUTF8String(key);
    int group = groups.of(text, Math.floorDiv(atMicros, windowMicros));
    if (group == eventsOf.length) {
      eventsOf = Arrays.copyOf(eventsOf, 2 * group);
      latestMicrosOf = Arrays.copyOf(latestMicrosOf, 2 * group);
    }
    latestMicrosOf[group] =
        eventsOf[group] == 0 ? atMicros : Math.max(latestMicrosOf[group], atMicros);
    eventsOf[group]++;
    append(group, event);
  }

  private void append(int group, InternalRow event) {
    if (size == groupOf.length) {
      groupOf = Arrays.copyOf(groupOf, 2 * size);
      Arrays.setAll(hashes, column -> Arrays.copyOf(hashes[column], 2 * size));
    }
    groupOf[size] = group;
    for (int column = 0; column < distinct.length; column++) {
      hashes[column][size] =
          event.isNullAt(distinct[column])
              ? HashesByGroup.NO_TEXT
              : DistinctSketch.hash(event.getUTF8String(distinct[column]));
    }
    size++;
  }

  boolean areMany() {
    return groups.size() >= MANY_GROUPS || size >= MANY_EVENTS;
  }

  /** A block of a row for each group; the groups are forgotten. */
  byte[] drain() {
    var starts = starts();
    var columns = new HashesByGroup[distinct.length];
    Arrays.setAll(columns, column -> new HashesByGroup(hashes[column], groupOf, size, starts));
    var block = new RowBuffer();
    for (int group = 0; group < groups.size(); group++) {
      block.add(condensed.apply(row(group, columns)));
    }
    clear();
    return block.drain();
  }

  /** Where the events of each group begin, once they are laid out group by group. */
  private int[] starts() {
    var starts = new int[groups.size()];
    for (int group = 1; group < starts.length; group++) {
      starts[group] = starts[group - 1] + eventsOf[group - 1];
    }
    return starts;
  }

  private InternalRow row(int group, HashesByGroup[] columns) {
    var row = new Object[3 + columns.length];
    row[0] = latestMicrosOf[group];
    row[1] = groups.text(group);
    row[2] = (long) eventsOf[group];
    for (int column = 0; column < columns.length; column++) {
      row[3 + column] = DistinctSketch.ofHashes(columns[column].of(group)).toBytes();
    }
    return new GenericInternalRow(row);
  }
}
