package dev.kappa.spark.jobs;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The actions of one user that may still get another neighbour: those after the watermark, and the
 * last one before it.
 */
public final class VisitsOfUser implements Retained {
  private final TreeSet<Visit> visits =
      new TreeSet<>(Comparator.comparingLong(Visit::at).thenComparing(Visit::uuid));

  /**
   * An action.
   *
   * @param at in milliseconds since 1970
   */
  record Visit(long at, String uuid, String page) {}

  /**
   * That a transition was found, or is no more.
   *
   * @param at when the later of the two pages was visited, in milliseconds since 1970
   * @param change 1, or -1 for one that is taken back
   */
  record Change(String from, String to, long at, long change) {}

  /** What an action changes: it comes between two others, or before or after one. */
  List<Change> add(Visit visit) {
    if (!visits.add(visit)) {
      return List.of();
    }
    var before = visits.lower(visit);
    var after = visits.higher(visit);
    return Stream.of(change(before, after, -1), change(before, visit, 1), change(visit, after, 1))
        .flatMap(List::stream)
        .toList();
  }

  private static List<Change> change(Visit from, Visit to, long change) {
    return from == null || to == null || to.at() - from.at() >= Session.GAP_MILLIS
        ? List.of()
        : List.of(new Change(from.page(), to.page(), to.at(), change));
  }

  @Override
  public void forget(long watermarkMillis) {
    var last = visits.lower(new Visit(watermarkMillis, "", ""));
    if (last != null) {
      var isOver = last.at() + Session.GAP_MILLIS <= watermarkMillis;
      visits.headSet(last, isOver).clear();
    }
  }

  @Override
  public boolean isEmpty() {
    return visits.isEmpty();
  }

  @Override
  public long untilMillis() {
    return visits.last().at() + Session.GAP_MILLIS;
  }

  @Override
  public void write(Kryo kryo, Output output) {
    output.writeInt(visits.size(), true);
    for (Visit visit : visits) {
      output.writeLong(visit.at());
      output.writeString(visit.uuid());
      output.writeString(visit.page());
    }
  }

  @Override
  public void read(Kryo kryo, Input input) {
    for (int left = input.readInt(true); left > 0; left--) {
      visits.add(new Visit(input.readLong(), input.readString(), input.readString()));
    }
  }
}
