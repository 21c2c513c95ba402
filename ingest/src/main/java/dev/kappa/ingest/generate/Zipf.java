package dev.kappa.ingest.generate;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Draws ranks 0 to n-1 with a probability that falls with the rank: 1 / (rank + 1)^skew. */
final class Zipf {
  private final double[] cumulative;

  Zipf(int n, double skew) {
    cumulative = new double[n];
    double sum = 0;
    for (int rank = 0; rank < n; rank++) {
      sum += Math.pow(rank + 1.0, -skew);
      cumulative[rank] = sum;
    }
  }

  int draw(RandomGenerator random) {
    double point = random.nextDouble() * cumulative[cumulative.length - 1];
    int found = Arrays.binarySearch(cumulative, point);
    return Math.min(found >= 0 ? found + 1 : -found - 1, cumulative.length - 1);
  }
}
