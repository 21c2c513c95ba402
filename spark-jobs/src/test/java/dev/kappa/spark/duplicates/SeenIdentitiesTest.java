package dev.kappa.spark.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeenIdentitiesTest {
  private static final long SECOND = 1_000_000;

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
    var seen = SeenIdentities.of(new byte[0], 0, 3);
    seen.indexOf(1, 99 * SECOND);
    seen.indexOf(2, 100 * SECOND);
    seen.indexOf(3, 100 * SECOND + 1);

    var later = SeenIdentities.of(seen.toBytes(), 100 * SECOND, 1);

    assertThat(later.size()).isEqualTo(1);
    assertThat(later.indexOf(3, 200 * SECOND)).isZero();
    assertThat(later.indexOf(2, 200 * SECOND)).isEqualTo(1);
  }

  /** A bucket of a stream: a hundred events a second, and a watermark ten seconds behind. */
  @Test
  void whatIsKeptStaysAsItWasButForWhatIsNewAndLevelsOff() {
    var kept = new byte[0];
    int rewritten = 0;
    for (long second = 0; second < 1_000; second++) {
      var seen = SeenIdentities.of(kept, (second - 10) * SECOND, 100);
      for (int i = 0; i < 100; i++) {
        assertThat(seen.indexOf(second * 100 + i, second * SECOND)).isEqualTo(seen.size() - 1);
      }
      var before = kept;
      kept = seen.toBytes();
      rewritten += startsWith(kept, before) ? 0 : 1;
      assertThat(kept.length / 12).isLessThanOrEqualTo(1_000 * 3 / 2 + 200);
    }
    assertThat(kept.length / 12).isGreaterThanOrEqualTo(1_000);
    assertThat(rewritten).isBetween(100, 250);
  }

  private static boolean startsWith(byte[] bytes, byte[] start) {
    return bytes.length >= start.length
        && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }
}
