package dev.kappa.spark.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeenIdentitiesTest {
  @Test
  void knowsWhatWasAddedAndAgreesWithAMapAfterBeingKept() {
    var seed = 1L;
    System.out.println("seed " + seed);
    var random = new Random(seed);
    var expected = new HashMap<Long, Integer>();
    var kept = new byte[0];
    for (int round = 0; round < 20; round++) {
      var seen = SeenIdentities.of(kept, 0, 500);
      for (int i = 0; i < 500; i++) {
        var identity = random.nextLong(2_000);
        var known = seen.size();
        var index = seen.indexOf(identity, 1 + i);
        assertThat(index < known).isEqualTo(expected.containsKey(identity));
        assertThat(index).isEqualTo(expected.computeIfAbsent(identity, one -> known));
      }
      kept = seen.toBytes();
    }
    assertThat(kept).hasSize(expected.size() * 12);
  }

  @Test
  void forgetsWhatIsNotLaterThanTheWatermark() {
    var second = 1_000_000L;
    var seen = SeenIdentities.of(new byte[0], 0, 3);
    seen.indexOf(1, 99 * second);
    seen.indexOf(2, 100 * second);
    seen.indexOf(3, 100 * second + 1);

    var later = SeenIdentities.of(seen.toBytes(), 100 * second, 1);

    assertThat(later.size()).isEqualTo(1);
    assertThat(later.indexOf(3, 200 * second)).isZero();
    assertThat(later.indexOf(2, 200 * second)).isEqualTo(1);
  }
}
