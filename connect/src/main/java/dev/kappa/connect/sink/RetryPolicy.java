package dev.kappa.connect.sink;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again: twice as long each time up to {@code max}, and of that a
 * random part between one half and the whole, so that many tasks do not come back at once.
 *
 * @param initial before the first retry
 * @param max the longest wait
 * @param maxRetries after so many retries the task fails; negative: never
 */
public record RetryPolicy(Duration initial, Duration max, int maxRetries) {
  private static final int LARGEST_SHIFT = 30;

  public RetryPolicy {
    if (initial.isNegative() || initial.isZero() || max.compareTo(initial) < 0) {
      throw new IllegalArgumentException("not 0 < initial <= max: %s, %s".formatted(initial, max));
    }
  }

  /**
   * How long to wait.
   *
   * @param retry from 0
   */
  public Duration delay(int retry, RandomGenerator random) {
    var doubled = initial.toMillis() << Math.min(retry, LARGEST_SHIFT);
    var whole = doubled <= 0 ? max.toMillis() : Math.min(max.toMillis(), doubled);
    return Duration.ofMillis(whole - (long) (random.nextDouble() * (whole / 2.0)));
  }

  /** Whether {@code retries} were enough. */
  public boolean exhausted(int retries) {
    return maxRetries >= 0 && retries >= maxRetries;
  }
}
