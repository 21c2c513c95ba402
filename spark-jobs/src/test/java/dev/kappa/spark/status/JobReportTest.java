package dev.kappa.spark.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import dev.kappa.spark.io.Heartbeat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobReportTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  @Test
  void aJobRunsAsLongAsItsDriverSaysSo() {
    assertThat(DriverSigns.state(Optional.empty(), NOW)).isEqualTo(JobStatus.State.NEVER_RUN);
    assertThat(DriverSigns.state(Optional.of(sign(NOW.minusSeconds(20), false)), NOW))
        .isEqualTo(JobStatus.State.RUNNING);
    assertThat(DriverSigns.state(Optional.of(sign(NOW.minusSeconds(21), false)), NOW))
        .isEqualTo(JobStatus.State.LOST);
    assertThat(DriverSigns.state(Optional.of(sign(NOW.minusSeconds(21), true)), NOW))
        .isEqualTo(JobStatus.State.STOPPED);
  }

  @Test
  void aHeartbeatReplacesTheOneBefore(@TempDir Path folder) throws IOException {
    var hadoop = new Configuration();
    assertThat(Heartbeat.read(folder.toUri(), "a-job", hadoop)).isEmpty();
    Files.createDirectories(folder.resolve("a-job/kappa"));
    sign(NOW, false).write(folder.toUri(), "a-job", hadoop);
    sign(NOW.plusSeconds(5), true).write(folder.toUri(), "a-job", hadoop);
    assertThat(Heartbeat.read(folder.toUri(), "a-job", hadoop))
        .contains(sign(NOW.plusSeconds(5), true));
  }

  @Test
  void whatIsUnknownIsNeitherZeroNorLeftOut() throws IOException {
    var report =
        new JobReport(
            List.of(
                status("known", OptionalLong.of(1234), rows(100_000, false)),
                status("unknown", OptionalLong.empty(), Optional.empty()),
                status(
                    "homeless",
                    OptionalLong.of(0),
                    Optional.of(new JobStatus.TableRows(false, 0, true, Optional.empty())))),
            List.of("Kafka does not answer"),
            NOW);

    assertThat(report.text().lines())
        .containsExactly(
            "JOB       STATE    SINCE                 LAST BATCH  LAG    ROWS      NEWEST IN TABLE",
            "known     running  2026-11-25T10:00:00Z  3 min ago   1,234  100,000+  2026-11-25T11:00:00Z",
            "unknown   running  2026-11-25T10:00:00Z  3 min ago   -      -         -",
            "homeless  running  2026-11-25T10:00:00Z  3 min ago   0      no table  -");
    JsonNode json = Json.mapper().readTree(report.json());
    assertThat(json.at("/jobs/0/rows_are_all").asBoolean()).isFalse();
    assertThat(json.at("/jobs/1/lag_offsets").isNull()).isTrue();
    assertThat(json.at("/jobs/1/rows").isNull()).isTrue();
    assertThat(json.at("/jobs/2/table_exists").asBoolean()).isFalse();
    assertThat(json.at("/unanswered/0").asText()).isEqualTo("Kafka does not answer");
  }

  private static JobStatus status(
      String name, OptionalLong lag, Optional<JobStatus.TableRows> table) {
    return new JobStatus(
        name,
        true,
        "a.Class",
        List.of("a.topic"),
        JobStatus.State.RUNNING,
        Optional.of("host, process 1"),
        Optional.of("2026-11-25T10:00:00.123Z"),
        Optional.of("2026-11-25T11:57:00Z"),
        Optional.empty(),
        lag,
        "a_table",
        table);
  }

  private static Optional<JobStatus.TableRows> rows(long rows, boolean all) {
    return Optional.of(
        new JobStatus.TableRows(true, rows, all, Optional.of("2026-11-25T11:00:00Z")));
  }

  private static Heartbeat sign(Instant at, boolean stopped) {
    return new Heartbeat(
        "host, process 1",
        "2026-11-25T10:00:00Z",
        at.toString(),
        stopped,
        null,
        null,
        null,
        null,
        null,
        0);
  }
}
