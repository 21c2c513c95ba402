package dev.kappa.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.DeadLetter;
import dev.kappa.contracts.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which events count, and where those are found that do not. */
class LatenessIT {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration WATERMARK = Duration.ofHours(1);

  @TempDir private Path folder;
  private Pipeline pipeline;

  @BeforeEach
  void start() throws Exception {
    pipeline = new Pipeline(folder, WATERMARK.toString());
  }

  @AfterEach
  void stop() {
    pipeline.close();
  }

  @Test
  void everyEventIsCountedOrKeptAside() throws Exception {
    var onTime = action("on time", NOON);
    var future = action("future", NOON.plus(Duration.ofHours(5)));
    send(NOON, onTime, future, "{\"uuid\":\"cut");
    assertThat(submit().at("/future").asLong()).isEqualTo(1);
    // Speculative: its row is there an hour before the watermark passes its window.
    assertThat(actionsOnTime()).isEqualTo(1);

    // The future event has not moved the watermark: it is an hour behind the one on time.
    var edge = NOON.minus(WATERMARK);
    var counted = action("late but counted", edge.plusMillis(1));
    var late = action("at the watermark", edge);
    var tooLate = action("too late", edge.minus(Duration.ofDays(1)));
    var onTimeAgain = action("on time", "another", NOON.plusSeconds(59));
    send(NOON, counted, late, tooLate, onTimeAgain);
    var second = submit();
    assertThat(second.at("/late").asLong()).isEqualTo(2);
    assertThat(second.at("/records").asLong()).isEqualTo(4);

    assertThat(actionsOnTime()).as("the row is replaced until its window is over").isEqualTo(2);
    assertThat(
            pipeline.rows("SELECT page FROM $keyspace.actions_by_page").stream()
                .map(row -> row.getString("page"))
                .distinct())
        .containsExactlyInAnyOrder("on time", "late but counted");
    assertThat(pipeline.rows("SELECT * FROM $keyspace.late_rows_by_job"))
        .extracting(
            row -> row.getString("reason"),
            row -> row.getInstant("event_time"),
            row -> row.getString("original"))
        .containsExactlyInAnyOrder(
            tuple("future", NOON.plus(Duration.ofHours(5)), future),
            tuple("late", edge, late),
            tuple("late", edge.minus(Duration.ofDays(1)), tooLate));
    var letter = pipeline.deadLetters().get(0);
    assertThat(pipeline.deadLetters()).hasSize(1);
    assertThat(new String(letter.value(), StandardCharsets.UTF_8)).isEqualTo("{\"uuid\":\"cut");
    var envelope = DeadLetter.read(letter.key(), letter.value(), letter.headers()).orElseThrow();
    assertThat(envelope.stage()).isEqualTo("actions-by-page");
    assertThat(envelope.attempt()).isEqualTo(1);
    assertThat(envelope.source().topic()).isEqualTo(pipeline.topics().enrichedActions());
    assertThat(pipeline.lag("actions-by-page", pipeline.topics().enrichedActions())).isZero();
  }

  private void send(Instant timestamp, String... values) {
    try (var producer = pipeline.producer()) {
      producer.beginTransaction();
      for (String value : List.of(values)) {
        Pipeline.send(producer, pipeline.topics().enrichedActions(), 0, timestamp, value);
      }
      producer.commitTransaction();
    }
  }

  private JsonNode submit() throws Exception {
    var output = pipeline.submit("actions-by-page", "--until-now", "--json");
    return Json.mapper()
        .readTree(output.lines().reduce((before, last) -> last).orElse(""))
        .at("/jobs/actions-by-page");
  }

  private long actionsOnTime() {
    return pipeline
        .rows(
            "SELECT actions FROM $keyspace.actions_by_page"
                + " WHERE page = 'on time' AND day = '2026-01-01' AND window_seconds = 60")
        .get(0)
        .getLong("actions");
  }

  private static String action(String page, Instant at) {
    return action(page, page, at);
  }

  private static String action(String page, String uuid, Instant at) {
    return "{\"uuid\":\"%s\",\"name\":\"%s\",\"user\":\"u\",\"at\":\"%s\"}"
        .formatted(uuid, page, at);
  }
}
