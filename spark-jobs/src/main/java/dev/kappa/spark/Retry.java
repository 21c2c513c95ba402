package dev.kappa.spark;

import java.time.Duration;
import java.util.Optional;

/**
 * Whether and when a job that failed is started again: a dependency that is away is waited for as
 * long as it takes, with pauses that grow to half a minute; a failure that comes again and again
 * without a micro-batch in between is a defect.
 */
final class Retry {
  /** So often in a row the same failure is met before a job is given up. */
  static final int SAME_FAILURES = 3;

  private static final int LONGEST_SECONDS = 30;

  private int inARow;
  private int same;
  private Failure last;

  /** Whether something has failed, and no micro-batch was written since. */
  boolean isInTrouble() {
    return inARow > 0;
  }

  /** A micro-batch has been written: what failed before is over. */
  void succeeded() {
    inARow = 0;
    same = 0;
    last = null;
  }

  /**
   * Takes note of a failure.
   *
   * @return the pause before the next try, 1, 2, 4 … 30 seconds; empty when there is none
   */
  Optional<Duration> failed(Failure failure) {
    same = failure.equals(last) ? same + 1 : 1;
    last = failure;
    var pause = Duration.ofSeconds(Math.min(1L << Math.min(inARow, 5), LONGEST_SECONDS));
    inARow++;
    var again =
        switch (failure.kind()) {
          case DEPENDENCY -> true;
          case SUPERSEDED, REFUSED -> false;
          case UNKNOWN -> same < SAME_FAILURES;
        };
    return again ? Optional.of(pause) : Optional.empty();
  }
}
