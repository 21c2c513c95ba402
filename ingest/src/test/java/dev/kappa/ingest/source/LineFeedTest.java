package dev.kappa.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineFeedTest {
  private static final long SEED = 20261127L;

  @Test
  void findsTheFirstLineFeedWhereverItIs() {
    System.out.println("seed " + SEED);
    var random = new Random(SEED);
    for (int n = 0; n < 20_000; n++) {
      var bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      if (bytes.length > 0 && random.nextInt(4) > 0) {
        bytes[random.nextInt(bytes.length)] = '\n';
      }
      int from = random.nextInt(bytes.length + 1);
      int to = from + random.nextInt(bytes.length + 1 - from);

      int expected = from;
      while (expected < to && bytes[expected] != '\n') {
        expected++;
      }
      assertThat(LineFeed.indexOf(bytes, from, to))
          .as("%s from %d to %d", Arrays.toString(bytes), from, to)
          .isEqualTo(expected);
    }
  }
}
