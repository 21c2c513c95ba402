package dev.kappa.ingest.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.ingest.source.Line;
import dev.kappa.ingest.topic.TopicLimits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LimitsCheckTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final TopicLimits LIMITS =
      new TopicLimits(10_000, false, Duration.ofDays(1).toMillis(), Duration.ofHours(1).toMillis());

  @Test
  void letsThroughWhatTheTopicTakes() {
    var fit = new Verdict.Fit(null, NOW.toEpochMilli());
    assertThat(check(LIMITS, line(9_000), fit)).isSameAs(fit);
    assertThat(check(LIMITS, line(10), new Verdict.Fit(null, null)))
        .isInstanceOf(Verdict.Fit.class);
  }

  @Test
  void turnsAwayWhatIsTooLargeBeforeLookingIntoIt() {
    assertThat(check(LIMITS, line(10_000), new Verdict.Unfit("not-json", "")))
        .isInstanceOfSatisfying(
            Verdict.Unfit.class, unfit -> assertThat(unfit.reason()).isEqualTo("too-large"));
  }

  @Test
  void turnsAwayTimestampsOutOfTheTopicsRange() {
    for (var time : new Instant[] {NOW.plus(Duration.ofHours(2)), NOW.minus(Duration.ofDays(2))}) {
      assertThat(check(LIMITS, line(10), new Verdict.Fit(null, time.toEpochMilli())))
          .isInstanceOfSatisfying(
              Verdict.Unfit.class,
              unfit -> assertThat(unfit.reason()).isEqualTo("timestamp-out-of-range"));
    }
    assertThat(check(LIMITS, line(10), new Verdict.Fit(null, -1L)))
        .isInstanceOf(Verdict.Unfit.class);
  }

  @Test
  void turnsAwayRecordsWithoutAKeyFromCompactedTopics() {
    var compacted = new TopicLimits(10_000, true, Long.MAX_VALUE, Long.MAX_VALUE);
    assertThat(check(compacted, line(10), new Verdict.Fit(null, null)))
        .isInstanceOfSatisfying(
            Verdict.Unfit.class, unfit -> assertThat(unfit.reason()).isEqualTo("no-key"));
    assertThat(check(compacted, line(10), new Verdict.Fit(new byte[1], null)))
        .isInstanceOf(Verdict.Fit.class);
  }

  private static Verdict check(TopicLimits limits, Line line, Verdict next) {
    return new LimitsCheck(limits, Clock.fixed(NOW, ZoneOffset.UTC), ignored -> next).check(line);
  }

  private static Line line(int bytes) {
    return new Line(new byte[bytes], null, "f", 1);
  }
}
