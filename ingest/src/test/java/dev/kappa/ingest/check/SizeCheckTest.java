package dev.kappa.ingest.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.ingest.source.Line;
import org.junit.jupiter.api.Test;

class SizeCheckTest {
  private final Verdict.Fit fit = new Verdict.Fit(null, null);
  private final SizeCheck check = new SizeCheck(10_000, line -> fit);

  @Test
  void letsThroughWhatTheTopicTakes() {
    assertThat(check.check(line(9_000))).isSameAs(fit);
  }

  @Test
  void turnsAwayWhatIsTooLarge() {
    assertThat(check.check(line(10_000)))
        .isInstanceOfSatisfying(
            Verdict.Unfit.class, unfit -> assertThat(unfit.reason()).isEqualTo("too-large"));
  }

  private static Line line(int bytes) {
    return new Line(new byte[bytes], null, "f", 1);
  }
}
