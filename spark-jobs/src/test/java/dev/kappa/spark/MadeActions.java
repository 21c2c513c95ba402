package dev.kappa.spark;

import dev.kappa.spark.oracle.ActionsOracle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * Enriched actions for {@code actions-by-page} and {@code actions-by-category}, and their oracles.
 */
final class MadeActions {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

  /** Event times are within the hour before it: none is in the future of its record. */
  static final Instant SENT = START.plus(Duration.ofHours(1));

  private final long seed;
  private final Random random;
  private final ActionsOracle pages = ActionsOracle.byPage();
  private final ActionsOracle categories = ActionsOracle.byCategory();
  private int made;

  /**
   * @param seed is part of the uuids, too
   */
  MadeActions(long seed, Random random) {
    this.seed = seed;
    this.random = random;
  }

  /** Another one, which the tables must count from now on. */
  String next() {
    var value =
        "{\"uuid\":\"%d-%d\",\"uri\":\"/\",\"name\":\"page %d\",\"user\":\"user %d\",\"at\":\"%s\",\"category\":\"c%d\"}"
            .formatted(
                seed,
                made++,
                random.nextInt(20),
                random.nextInt(100),
                START.plusMillis(random.nextInt(3_600_000)),
                random.nextInt(4));
    pages.add(value);
    categories.add(value);
    return value;
  }

  /** One line a row of the two tables that differs, is missing or should not be there. */
  List<String> differences(Pipeline pipeline) {
    return ActionRows.differences(pipeline, pages, categories);
  }
}
