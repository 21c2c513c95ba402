package dev.kappa.spark.oracle;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** {@code unusual_traffic}, computed the slow and obvious way. */
public final class UnusualTrafficOracle {
  /** A row's key. */
  public record Key(String page, Instant windowStart) {}

  /** A row's values; nothing expected is null. */
  public record Values(long actions, Double expected, Double score, boolean unusual) {}

  private final Map<Key, Long> actions = new HashMap<>();

  /** Counts one record; nothing where it is no action. */
  public void add(String value) {
    ActionEvent.read(value)
        .ifPresent(
            action ->
                actions.merge(
                    new Key(
                        action.page(),
                        Instant.ofEpochMilli(action.atMillis()).truncatedTo(ChronoUnit.MINUTES)),
                    1L,
                    Long::sum));
  }

  /** Every row of the table. */
  public Map<Key, Values> rows() {
    var rows = new HashMap<Key, Values>();
    actions.forEach((key, count) -> rows.put(key, values(key, count)));
    return rows;
  }

  private Values values(Key key, long count) {
    long sum = 0;
    int minutes = 0;
    for (int back = 60; back >= 1; back--) {
      var earlier =
          actions.getOrDefault(
              new Key(key.page(), key.windowStart().minus(Duration.ofMinutes(back))), 0L);
      if (earlier > 0 || minutes > 0) {
        minutes++;
        sum += earlier;
      }
    }
    if (minutes == 0) {
      return new Values(count, null, null, false);
    }
    var expected = (double) sum / minutes;
    var score = (count - expected) / Math.sqrt(expected + 1);
    return new Values(count, expected, score, Math.abs(score) >= 3 && minutes >= 10);
  }
}
