package dev.kappa.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.monitor.Heartbeats.Batch;
import dev.kappa.monitor.Heartbeats.Heartbeat;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LivePageTest {
  private static final Picture PICTURE =
      new Picture(
          Instant.parse("2026-11-26T12:00:00Z"),
          List.of(),
          List.of(),
          List.of(
              new Stage(
                  "enrich",
                  Stage.Kind.ENRICHER,
                  Stage.State.STANDING_STILL,
                  Instant.parse("2026-11-26T11:59:00Z"),
                  "look",
                  7,
                  61.5,
                  100,
                  0)),
          Map.of(
              "a-job",
              new Heartbeat(
                  Instant.parse("2026-11-26T11:00:00Z"),
                  Instant.parse("2026-11-26T12:00:00Z"),
                  false,
                  2,
                  Optional.of(new Batch(0.25, 4_096, Instant.parse("1970-01-01T00:01:00Z"))))),
          Map.of(new DeadLetterCounts.Key("ingest", "a\"b\\c\nd", "t"), 3L),
          List.of(),
          List.of(),
          Map.of());

  private static HttpResponse<String> ask(String method, String path)
      throws IOException, InterruptedException {
    try (var page = LivePage.start(0, () -> PICTURE)) {
      var address = URI.create("http://127.0.0.1:" + page.port() + path);
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(address).method(method, BodyPublishers.noBody()).build(),
              BodyHandlers.ofString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
  void onlyShows(String method) throws Exception {
    assertThat(ask(method, "/api/state").statusCode()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/page.css", "/page.js", "/live", "/api/state", "/metrics"})
  void letsTheBrowserLoadNothingFromElsewhere(String path) throws Exception {
    var answer = ask("GET", path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'self';"));
    assertThat(answer.body()).doesNotContain("innerHTML", "https://");
  }

  @Test
  void answersNoOtherPath() throws Exception {
    assertThat(ask("GET", "/api/state/../../etc").statusCode()).isEqualTo(404);
  }

  @Test
  void escapesWhatComesOutOfRecordsInLabels() throws Exception {
    assertThat(ask("GET", "/metrics").body())
        .contains(
            "kappa_dead_letters_total{stage=\"ingest\",reason=\"a\\\"b\\\\c\\nd\",topic=\"t\"} 3\n")
        .contains("kappa_stage_standing_still{stage=\"enrich\"} 1\n")
        .contains("kappa_freshness_seconds{stage=\"enrich\"} 61.500\n")
        .contains("kappa_batch_duration_seconds{stage=\"a-job\"} 0.250\n")
        .contains("kappa_state_bytes{stage=\"a-job\"} 4096\n")
        .contains("kappa_watermark_seconds{stage=\"a-job\"} 60\n")
        .contains("kappa_retries_total{stage=\"a-job\"} 2\n");
  }
}
