package dev.kappa.ingest.deadletter;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** How many dead letters there are, by stage, reason and topic. */
public final class LetterSummary {
  private final Map<Group, Count> counts =
      new TreeMap<>(
          Comparator.comparing(Group::stage)
              .thenComparing(Group::reason)
              .thenComparing(Group::topic));

  private record Group(String stage, String reason, String topic) {}

  /**
   * Letters that are alike.
   *
   * @param waiting neither sent back nor parked
   * @param redriven sent back
   * @param parked tried too often to be sent back
   * @param first when the first one became a dead letter
   */
  public record Count(
      String stage,
      String reason,
      String topic,
      long waiting,
      long redriven,
      long parked,
      Instant first,
      Instant last) {
    private Count plus(Count one) {
      return new Count(
          stage,
          reason,
          topic,
          waiting + one.waiting,
          redriven + one.redriven,
          parked + one.parked,
          first.isBefore(one.first) ? first : one.first,
          last.isAfter(one.last) ? last : one.last);
    }

    /** For scripts. */
    public Map<String, Object> toJson() {
      var object = new LinkedHashMap<String, Object>();
      object.put("stage", stage);
      object.put("reason", reason);
      object.put("topic", topic);
      object.put("waiting", waiting);
      object.put("redriven", redriven);
      object.put("parked", parked);
      object.put("first", first.toString());
      object.put("last", last.toString());
      return object;
    }
  }

  /** Counts a letter. */
  public void add(StoredLetter stored, boolean redriven) {
    var letter = stored.letter();
    var group = new Group(letter.stage(), letter.reason(), letter.source().topic());
    boolean parked = !redriven && stored.isParked();
    var one =
        new Count(
            group.stage(),
            group.reason(),
            group.topic(),
            redriven || parked ? 0 : 1,
            redriven ? 1 : 0,
            parked ? 1 : 0,
            stored.at(),
            stored.at());
    counts.merge(group, one, Count::plus);
  }

  public Collection<Count> counts() {
    return counts.values();
  }
}
