package dev.kappa.spark.condensing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SortedHashesTest {
  private static final long SEED = 20261128L;

  @Test
  void holdsWhatASetHolds() {
    System.out.println("seed " + SEED);
    var random = new Random(SEED);
    for (int round = 0; round < 2_000; round++) {
      int values = 1 + random.nextInt(200);
      var hashes = new SortedHashes();
      var set = new TreeSet<Long>();
      for (int steps = random.nextInt(8); steps > 0; steps--) {
        var others = new SortedHashes();
        for (int adds = random.nextInt(100); adds > 0; adds--) {
          long hash = random.nextInt(values) * Long.MAX_VALUE; // of both signs, and zero
          set.add(hash);
          (random.nextInt(3) == 0 ? others : hashes).add(hash);
        }
        assertThat(hashes.sizeAtMost()).isGreaterThanOrEqualTo(hashes.size());
        hashes.addAll(others);
      }

      assertThat(all(hashes)).isEqualTo(List.copyOf(set));
      assertThat(hashes.size()).isEqualTo(set.size());
    }
  }

  private static List<Long> all(SortedHashes hashes) {
    var all = new ArrayList<Long>();
    hashes.forEach(all::add);
    return all;
  }
}
