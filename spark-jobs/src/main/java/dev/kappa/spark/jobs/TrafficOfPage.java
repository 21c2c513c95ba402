package dev.kappa.spark.jobs;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How many actions one page had in each minute that may still get another one, and in the hour
 * before. Minutes are counted from 1970.
 */
public final class TrafficOfPage implements Retained {
  /** So many minutes before it say what is to be expected of a minute. */
  static final int HISTORY_MINUTES = 60;

  private static final long MINUTE_MILLIS = 60_000;

  private final TreeMap<Long, Long> actions = new TreeMap<>();
  private final TreeSet<Long> changed = new TreeSet<>();

  /**
   * A minute that had actions.
   *
   * @param history of how many minutes is known what they had: those from the first one with an
   *     action in the hour before; 0 where that had none
   * @param before the actions in them
   */
  record Minute(long minute, long actions, long history, long before) {}

  /**
   * Adds actions of one minute.
   *
   * @param atMillis the time of one of them
   */
  void add(long atMillis, long count) {
    var minute = Math.floorDiv(atMillis, MINUTE_MILLIS);
    actions.merge(minute, count, Long::sum);
    changed.add(minute);
  }

  /** The minutes with actions that are other than before, or have another hour before them. */
  List<Minute> changes() {
    var minutes = new ArrayList<Minute>();
    if (!changed.isEmpty()) {
      for (long minute :
          actions.subMap(changed.first(), true, changed.last() + HISTORY_MINUTES, true).keySet()) {
        if (changed.floor(minute) >= minute - HISTORY_MINUTES) {
          minutes.add(minute(minute));
        }
      }
    }
    return minutes;
  }

  private Minute minute(long minute) {
    var hour = actions.subMap(minute - HISTORY_MINUTES, minute);
    return new Minute(
        minute,
        actions.get(minute),
        hour.isEmpty() ? 0 : minute - hour.firstKey(),
        hour.values().stream().mapToLong(Long::longValue).sum());
  }

  @Override
  public void forget(long watermarkMillis) {
    actions.headMap(Math.floorDiv(watermarkMillis, MINUTE_MILLIS) - HISTORY_MINUTES).clear();
  }

  @Override
  public boolean isEmpty() {
    return actions.isEmpty();
  }

  @Override
  public long untilMillis() {
    return (actions.lastKey() + HISTORY_MINUTES + 1) * MINUTE_MILLIS;
  }

  @Override
  public void write(Kryo kryo, Output output) {
    output.writeInt(actions.size(), true);
    actions.forEach(
        (minute, count) -> {
          output.writeLong(minute, true);
          output.writeLong(count, true);
        });
  }

  @Override
  public void read(Kryo kryo, Input input) {
    for (int left = input.readInt(true); left > 0; left--) {
      actions.put(input.readLong(true), input.readLong(true));
    }
  }
}
