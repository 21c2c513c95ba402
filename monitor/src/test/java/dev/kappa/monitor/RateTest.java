package dev.kappa.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateTest {
  private static final Instant START = Instant.parse("2026-11-26T12:00:00Z");

  @Test
  void isTheGrowthOfTheLastTenSeconds() {
    var rate = new Rate();
    rate.add(START, 0);
    for (int second = 1; second <= 30; second++) {
      rate.add(START.plusSeconds(second), second <= 20 ? 0 : (second - 20) * 50L);
    }

    assertThat(rate.perSecond()).isEqualTo(50.0);
  }

  @Test
  void knowsWhenTheNumberLastMoved() {
    var rate = new Rate();
    rate.add(START, 1);
    rate.add(START.plusSeconds(1), 2);
    rate.add(START.plusSeconds(9), 2);

    assertThat(rate.lastMoved()).isEqualTo(START.plusSeconds(1));
  }

  @Test
  void beginsAnewWhereANumberFalls() {
    var rate = new Rate();
    rate.add(START, 1_000);
    rate.add(START.plusSeconds(1), 0);
    rate.add(START.plusSeconds(2), 10);

    assertThat(rate.perSecond()).isEqualTo(10.0);
  }
}
