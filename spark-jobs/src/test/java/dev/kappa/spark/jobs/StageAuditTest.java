package dev.kappa.spark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.spark.Records;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StageAuditTest {
  private static final Instant AT = Instant.parse("2026-11-23T10:15:30Z");
  private final StageAudit job = new StageAudit();

  @Test
  void countsEveryRecordWhateverItHolds() {
    // The test's records go to partitions 0 to 3 in turn, with offsets from 0 on.
    var records =
        new Records()
            .add("{\"uuid\":\"1\",\"at\":\"2026-11-23T10:16:00Z\"}", AT)
            .add("{\"at\":\"yesterday\"}", AT)
            .add("{\"at\":\"2026-11-23T10:16:00Z\",", AT)
            .add(null, AT)
            .add("{\"uuid\":\"1\",\"at\":\"2026-11-23T11:16:59+01:00\"}", AT)
            .add("{\"at\":\"+999999999-01-01T00:00:00Z\"}", AT)
            .add("oops", AT)
            .add("", AT);

    assertThat(records.malformed(job.parser())).isZero();
    assertThat(records.rowsOf(job))
        .extracting(row -> row.mkString("|"))
        .containsExactlyInAnyOrder(
            "topic|0|2026-11-23|2026-11-23 10:16:00.0|2|85|0|4",
            "topic|1|2026-11-23|2026-11-23 10:15:00.0|2|53|1|5",
            "topic|2|2026-11-23|2026-11-23 10:15:00.0|2|33|2|6",
            "topic|3|2026-11-23|2026-11-23 10:15:00.0|2|0|3|7");
  }

  @Test
  void repeatedRecordsCountEachTime() {
    assertThat(job.identity()).isEmpty();
  }
}
