package dev.kappa.spark.events;

import static dev.kappa.spark.events.Admission.Reason.FUTURE;
import static dev.kappa.spark.events.Admission.Reason.LATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Instant WATERMARK = NOON.minusSeconds(3_600);

  private final Admission admission = new Admission(Duration.ofMinutes(10));

  @Test
  void eventsUpToTheBoundAheadAndAfterTheWatermarkCount() {
    assertThat(objection(NOON, NOON)).isEmpty();
    assertThat(objection(NOON.plusSeconds(600), NOON)).isEmpty();
    assertThat(objection(WATERMARK.plusSeconds(1), NOON)).isEmpty();
    assertThat(objection(WATERMARK.plusNanos(1_000), NOON)).isEmpty();
  }

  @Test
  void anEventTooFarAheadOfItsRecordOrOfNowIsOfTheFuture() {
    var nextYear = NOON.plus(Duration.ofDays(365));
    assertThat(objection(NOON.plusSeconds(601), NOON)).contains(FUTURE);
    assertThat(objection(NOON.plusSeconds(600).plusNanos(1_000), NOON)).contains(FUTURE);
    assertThat(objection(nextYear, nextYear)).contains(FUTURE);
    assertThat(objection(NOON.minusSeconds(1_000), NOON.minusSeconds(1_800))).contains(FUTURE);
  }

  @Test
  void anEventAtOrBeforeTheWatermarkIsLate() {
    assertThat(objection(WATERMARK, NOON)).contains(LATE);
    assertThat(objection(WATERMARK.minusSeconds(1), NOON)).contains(LATE);
  }

  private Optional<Admission.Reason> objection(Instant at, Instant recordTime) {
    return admission.objection(
        ChronoUnit.MICROS.between(Instant.EPOCH, at),
        recordTime.toEpochMilli(),
        new Admission.BatchTimes(WATERMARK.toEpochMilli(), NOON.toEpochMilli()));
  }
}
