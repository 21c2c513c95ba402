package dev.kappa.spark.oracle;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Values by a key and windows of event time, kept whole and summed up at the end. */
public final class WindowSums {
  /** A window of a key. */
  public record Key(String key, Instant windowStart) {}

  /** What was added to a window. */
  public record Sums(long count, BigDecimal sum, BigDecimal highest) {}

  private final Duration length;
  private final Map<Key, List<BigDecimal>> values = new HashMap<>();

  public WindowSums(Duration length) {
    this.length = length;
  }

  /** Adds a value to the window that {@code at} is in. */
  public void add(String key, Instant at, BigDecimal value) {
    long seconds = at.getEpochSecond();
    var start = Instant.ofEpochSecond(seconds - Math.floorMod(seconds, length.toSeconds()));
    values.computeIfAbsent(new Key(key, start), k -> new ArrayList<>()).add(value);
  }

  /** Every window. */
  public Map<Key, Sums> rows() {
    return values.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry ->
                    new Sums(
                        entry.getValue().size(),
                        entry.getValue().stream().reduce(BigDecimal.ZERO, BigDecimal::add),
                        entry.getValue().stream().max(BigDecimal::compareTo).orElseThrow())));
  }
}
