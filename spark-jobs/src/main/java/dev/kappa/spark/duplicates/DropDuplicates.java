package dev.kappa.spark.duplicates;

import dev.kappa.spark.packing.Bytes;
import dev.kappa.spark.packing.PackedRows;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.function.FlatMapGroupsWithStateFunction;
import org.apache.spark.sql.streaming.GroupState;
import scala.Tuple2;

/**
 * Of the events of a bucket that share an identity, keeps the one that counted before; where none
 * did, the earliest, and of equally early ones the one at the lowest position: whatever the order
 * in which tasks end, a micro-batch that is run again keeps the same events.
 */
final class DropDuplicates
    implements FlatMapGroupsWithStateFunction<Integer, byte[], byte[], Tuple2<byte[], Long>> {
  private static final long serialVersionUID = 1L;

  /** Where a packed event lies. */
  private static final class Place {
    private final byte[] chunk;
    private final int start;

    Place(byte[] chunk, int start) {
      this.chunk = chunk;
      this.start = start;
    }

    long field(int field) {
      return Bytes.getLong(chunk, start + field);
    }

    boolean isBefore(Place other) {
      int times = Long.compare(field(PackedEvent.AT), other.field(PackedEvent.AT));
      return times == 0
          ? field(PackedEvent.POSITION) < other.field(PackedEvent.POSITION)
          : times < 0;
    }

    boolean hasIdentity() {
      return (field(PackedEvent.HIGH) | field(PackedEvent.LOW)) != 0;
    }

    int rowSize() {
      return PackedRows.size(chunk, start + PackedEvent.ROW);
    }
  }

  /**
   * Drops them.
   *
   * @return the rows that count as one block, and how many events did not count
   */
  @Override
  public Iterator<Tuple2<byte[], Long>> call(
      Integer bucket, Iterator<byte[]> chunks, GroupState<byte[]> state) {
    var events = new ArrayList<Place>();
    long watermarkMicros = 0;
    while (chunks.hasNext()) {
      var chunk = chunks.next();
      watermarkMicros = TimeUnit.MILLISECONDS.toMicros(Chunk.watermarkMillis(chunk));
      for (int at = Chunk.EVENTS; at < chunk.length; at += PackedEvent.size(chunk, at)) {
        events.add(new Place(chunk, at));
      }
    }
    var kept = state.exists() ? state.get() : new byte[0];
    var seen = SeenIdentities.of(kept, watermarkMicros, events.size());
    var counted = counted(events, seen);
    state.update(seen.toBytes());
    return List.of(new Tuple2<>(block(counted), (long) events.size() - counted.size())).iterator();
  }

  private static List<Place> counted(List<Place> events, SeenIdentities seen) {
    var before = seen.size();
    var byIdentity = new ArrayList<Place>(events.size());
    var others = new ArrayList<Place>();
    for (Place event : events) {
      if (!event.hasIdentity()) {
        others.add(event);
        continue;
      }
      var at = event.field(PackedEvent.AT);
      var known = seen.size();
      var index = seen.indexOf(event.field(PackedEvent.HIGH), at);
      if (index == known) {
        byIdentity.add(event);
      } else if (index >= before && event.isBefore(byIdentity.get(index - before))) {
        byIdentity.set(index - before, event);
        seen.setTime(index, at);
      }
    }
    byIdentity.addAll(others);
    return byIdentity;
  }

  private static byte[] block(List<Place> events) {
    var block = new byte[events.stream().mapToInt(Place::rowSize).sum()];
    int end = 0;
    for (Place event : events) {
      var size = event.rowSize();
      System.arraycopy(event.chunk, event.start + PackedEvent.ROW, block, end, size);
      end += size;
    }
    return block;
  }
}
