package dev.kappa.ingest.generate;

import java.util.List;
import java.util.random.RandomGenerator;

/** Draws from a list. */
final class Choice {
  private Choice() {}

  static <T> T of(List<T> values, RandomGenerator random) {
    return values.get(random.nextInt(values.size()));
  }
}
