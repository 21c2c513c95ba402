package dev.kappa.ingest.generate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How far what is generated departs from a tidy stream. Shares are in percent.
 *
 * @param outOfOrder events that are sent after their turn, by up to {@code by}
 * @param by in event time
 * @param duplicates events that are sent a second time, up to {@code by} after the first; on top of
 *     the count
 * @param late events whose event time lies {@code lateBy} before their turn
 * @param malformed malformed lines, on top of the count
 */
public record Disorder(
    double outOfOrder,
    Duration by,
    double duplicates,
    double late,
    Duration lateBy,
    double malformed) {
  /** A tidy stream. */
  public static final Disorder NONE = new Disorder(0, Duration.ZERO, 0, 0, Duration.ZERO, 0);

  public Disorder {
    var problems = new ArrayList<String>();
    requirePercentage("--out-of-order", outOfOrder, problems);
    requirePercentage("--duplicates", duplicates, problems);
    requirePercentage("--late", late, problems);
    requirePercentage("--malformed", malformed, problems);
    if (by.isNegative() || lateBy.isNegative()) {
      problems.add("--by and --late-by must not be negative");
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  private static void requirePercentage(String option, double value, List<String> problems) {
    if (!(value >= 0 && value <= 100)) {
      problems.add(option + " must be from 0 to 100");
    }
  }
}
