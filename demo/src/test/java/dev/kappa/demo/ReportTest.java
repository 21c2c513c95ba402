package dev.kappa.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.contracts.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReportTest {
  @Test
  void isOneJsonObjectWithTheCountsOfEachStage() {
    var report = report().withDeadLetters(3);

    assertThat(new String(Json.encode(report), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"produced\":{\"sample.employees\":50},"
                + "\"enriched\":{\"sample.append_employees\":50},"
                + "\"dead_letters\":3,"
                + "\"rows\":{\"employees_by_interest\":120},"
                + "\"documents\":{\"sample.append_employees\":50},"
                + "\"counted\":{\"employees_by_interest\":200},"
                + "\"stage_seconds\":{\"produce\":2.000},"
                + "\"problems\":[],"
                + "\"ok\":true}");
  }

  @Test
  void aCountThatIsNotWhatTheInputSaysIsAProblem() {
    var report = report();
    report.require("documents", 50, 50);
    assertThat(report.ok()).isTrue();

    report.require("documents", 50, 49);

    assertThat(report.ok()).isFalse();
    assertThat(text(report))
        .contains("NOT what the input says it must be")
        .contains("documents: 49, but the input says 50");
  }

  @Test
  void theTextShowsRecordsRateAndSecondsOfEachStage() {
    assertThat(text(report()))
        .contains(
            "produce      sample.employees                             50        25      2.0");
  }

  private static Report report() {
    var report = Report.empty();
    report.produced().put("sample.employees", 50L);
    report.enriched().put("sample.append_employees", 50L);
    report.rows().put("employees_by_interest", 120L);
    report.documents().put("sample.append_employees", 50L);
    report.counted().put("employees_by_interest", 200L);
    report.took("produce", Duration.ofMillis(1_250));
    report.took("produce", Duration.ofMillis(750));
    return report;
  }

  private static String text(Report report) {
    var bytes = new ByteArrayOutputStream();
    new ReportText(report).print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
