package dev.kappa.monitor;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.contracts.Topics;
import dev.kappa.monitor.Heartbeats.Heartbeat;
import dev.kappa.monitor.KafkaView.Snapshot;
import dev.kappa.monitor.Stage.Kind;
import dev.kappa.monitor.Stage.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StagesTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final Instant STARTED = NOW.minusSeconds(3_600);
  private static final TopicPartition ACTIONS = new TopicPartition("actions", 0);
  private static final Topics TOPICS =
      new Topics("employees", "appended", "actions", "pages", "enriched", "counts", "texts", "dlq");

  private final Stages stages =
      new Stages(TOPICS, spans -> all(spans, Optional.of(NOW.minusSeconds(30))));

  @Test
  void aJobRunsWhileItsDriverSaysSo() {
    var job = job(stages, beat(NOW.minusSeconds(5), false), committed(10), NOW);

    assertThat(job.kind()).isEqualTo(Kind.JOB);
    assertThat(job.state()).isEqualTo(State.RUNNING);
    assertThat(job.since()).isEqualTo(STARTED);
    assertThat(job.hint()).isEmpty();
    assertThat(job.lag()).isZero();
    assertThat(job.freshness()).isZero();
    assertThat(job.records()).isEqualTo(10);
  }

  @Test
  void aJobWhoseDriverHasGoneSilentIsDownSinceItsLastWord() {
    var job = job(stages, beat(NOW.minusSeconds(10), false), committed(10), NOW);

    assertThat(job.state()).isEqualTo(State.DOWN);
    assertThat(job.since()).isEqualTo(NOW.minusSeconds(10));
    assertThat(job.hint()).contains("./kappa submit a-job");
  }

  @Test
  void aJobThatWasStoppedIsNoFailure() {
    var job = job(stages, beat(NOW.minusSeconds(600), true), committed(4), NOW);

    assertThat(job.state()).isEqualTo(State.STOPPED);
    assertThat(job.since()).isEqualTo(NOW.minusSeconds(600));
    assertThat(job.lag()).isEqualTo(6);
    assertThat(job.freshness()).isEqualTo(30);
  }

  @Test
  void aJobThatNoDriverSpeaksOfIsUnknown() {
    var found = stages.of(snapshot("kappa.a-job", committed(4), 0), Map.of(), Map.of(), NOW);

    assertThat(named(found, "a-job").state()).isEqualTo(State.UNKNOWN);
    assertThat(named(found, "a-job").hint()).contains("./kappa jobs");
  }

  @Test
  void aRunningStageThatConsumesNothingForSixSecondsStandsStill() {
    job(stages, beat(NOW, false), committed(4), NOW);
    var soon = NOW.plusSeconds(6);
    assertThat(job(stages, beat(soon, false), committed(4), soon).state()).isEqualTo(State.RUNNING);

    var then = NOW.plusSeconds(7);
    var still = job(stages, beat(then, false), committed(4), then);
    assertThat(still.state()).isEqualTo(State.STANDING_STILL);
    assertThat(still.since()).isEqualTo(then);
    assertThat(still.hint()).contains("driver");

    var later = NOW.plusSeconds(8);
    assertThat(job(stages, beat(later, false), committed(5), later).state())
        .isEqualTo(State.RUNNING);
  }

  @Test
  void theMarkersOfTransactionsAreNoLag() {
    var beforeMarkers = new Stages(TOPICS, spans -> all(spans, Optional.empty()));

    var job = job(beforeMarkers, beat(NOW, false), committed(9), NOW);

    assertThat(job.lag()).isZero();
    assertThat(job.freshness()).isZero();
  }

  @Test
  void freshnessIsUnknownWhereTheFirstRecordCouldNotBeRead() {
    var blind = new Stages(TOPICS, spans -> Map.of());

    var job = job(blind, beat(NOW, false), committed(9), NOW);

    assertThat(job.lag()).isEqualTo(1);
    assertThat(job.freshness()).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({
    "RUNNING, RUNNING, ''",
    "PAUSED, STOPPED, ./kappa connect resume search",
    "FAILED, DOWN, ./kappa connect status",
    "UNASSIGNED, UNKNOWN, ./kappa connect status"
  })
  void aSinkIsAsItsWorkerSays(String said, State state, String hint) {
    var kafka = snapshot("connect-search", committed(10), 0);

    var sink = named(stages.of(kafka, Map.of(), Map.of("search", said), NOW), "connect-search");

    assertThat(sink.kind()).isEqualTo(Kind.SINK);
    assertThat(sink.state()).isEqualTo(state);
    assertThat(sink.hint()).contains(hint);
  }

  @Test
  void aSinkWithoutAWorkerIsDown() {
    var kafka = snapshot("connect-search", committed(10), 0);

    var sink = named(stages.of(kafka, Map.of(), Map.of(), NOW), "connect-search");

    assertThat(sink.state()).isEqualTo(State.DOWN);
    assertThat(sink.hint()).contains("./kappa up");
  }

  @Test
  void anEnricherWithoutMembersIsDownOnlyWhereItEverRan() {
    var never = snapshot("kappa.other", committed(10), 0);
    assertThat(named(stages.of(never, Map.of(), Map.of(), NOW), "enrich").state())
        .isEqualTo(State.NEVER_STARTED);

    var gone = snapshot(Stages.ENRICHER_GROUP, committed(10), 0);
    assertThat(named(stages.of(gone, Map.of(), Map.of(), NOW), "enrich").state())
        .isEqualTo(State.DOWN);

    var alive = snapshot(Stages.ENRICHER_GROUP, committed(10), 1);
    assertThat(named(stages.of(alive, Map.of(), Map.of(), NOW), "enrich").state())
        .isEqualTo(State.RUNNING);
  }

  /** In every span the same comes first. */
  private static Map<Waiting.Span, Waiting.First> all(
      List<Waiting.Span> spans, Optional<Instant> first) {
    return spans.stream().collect(toMap(span -> span, span -> new Waiting.First(first)));
  }

  private static Stage job(
      Stages stages, Heartbeat beat, Map<TopicPartition, Long> committed, Instant now) {
    var kafka = snapshot("kappa.a-job", committed, 0);
    return named(stages.of(kafka, Map.of("a-job", beat), Map.of(), now), "a-job");
  }

  private static Stage named(List<Stage> stages, String name) {
    return stages.stream().filter(stage -> stage.name().equals(name)).findFirst().orElseThrow();
  }

  private static Heartbeat beat(Instant at, boolean stopped) {
    return new Heartbeat(STARTED, at, stopped, 0, Optional.empty());
  }

  private static Map<TopicPartition, Long> committed(long offset) {
    return Map.of(ACTIONS, offset);
  }

  /** A topic of ten records, and one group. */
  private static Snapshot snapshot(
      String group, Map<TopicPartition, Long> committed, int enrichers) {
    return new Snapshot(
        Map.of(ACTIONS, 0L), Map.of(ACTIONS, 10L), Map.of(group, committed), enrichers);
  }
}
