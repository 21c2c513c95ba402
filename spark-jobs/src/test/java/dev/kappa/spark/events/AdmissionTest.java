package dev.kappa.spark.events;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.spark.Records;
import dev.kappa.spark.jobs.ActionsByPage;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void decidesByTheTimeOfTheRecordAndTheWatermark() {
    var nextYear = NOON.plus(Duration.ofDays(365));
    var records =
        new Records()
            .add(action(NOON), NOON)
            .add(action(NOON.plusSeconds(600)), NOON)
            .add(action(NOON.plusSeconds(601)), NOON)
            .add(action(nextYear), nextYear)
            .add(action(NOON.minusSeconds(3_599)), NOON)
            .add(action(NOON.minusSeconds(3_600)), NOON)
            .add("{", NOON);

    var decided =
        new Admission(
                Duration.ofMinutes(10),
                lit(Timestamp.from(NOON.minusSeconds(3_600))),
                lit(Timestamp.from(NOON)))
            .decide(records.parsedBy(new ActionsByPage()))
            .orderBy("offset")
            .select(Admission.REASON)
            .collectAsList();

    assertThat(decided)
        .extracting(row -> row.getString(0))
        .containsExactlyElementsOf(
            Arrays.asList(null, null, "future", "future", null, "late", "malformed"));
  }

  private static String action(Instant at) {
    return "{\"uuid\":\"1\",\"name\":\"a\",\"at\":\"%s\"}".formatted(at);
  }
}
