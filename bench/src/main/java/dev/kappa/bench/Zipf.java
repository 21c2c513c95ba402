package dev.kappa.bench;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Draws one of so many ranks, each with a share of 1 / rank^exponent; all alike with 0. */
final class Zipf {
  private final double[] upTo;

  Zipf(int ranks, double exponent) {
    upTo = new double[ranks];
    double sum = 0;
    for (int rank = 0; rank < ranks; rank++) {
      sum += Math.pow(rank + 1.0, -exponent);
      upTo[rank] = sum;
    }
  }

  /** From 0 on. */
  int draw(RandomGenerator random) {
    int found = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
    return found < 0 ? Math.min(-found - 1, upTo.length - 1) : found;
  }
}
