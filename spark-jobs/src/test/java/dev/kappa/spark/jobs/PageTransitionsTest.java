package dev.kappa.spark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.spark.DisorderedActions;
import dev.kappa.spark.Records;
import dev.kappa.spark.StreamedJob;
import dev.kappa.spark.oracle.SessionsOracle;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTransitionsTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private final PageTransitions job = new PageTransitions();

  @TempDir private Path folder;

  @Test
  void countsWithinASessionByTheHourOfTheLaterVisit() {
    var rows =
        new Records()
            .add(action("1", "a", 50), NOON)
            .add(action("2", "b", 65), NOON)
            .add(action("3", "b", 66), NOON)
            .add(action("4", "a", 96), NOON)
            .rowsOf(job);

    assertThat(rows)
        .extracting(PageTransitionsTest::text)
        .containsExactlyInAnyOrder("a>b 13:00 1", "b>b 13:00 1");
  }

  @Test
  void anActionBetweenTwoOthersTakesTheirTransitionBack() throws Exception {
    try (var stream = stream()) {
      stream.batch(new Records().add(action("1", "a", 0), NOON).add(action("2", "c", 10), NOON));
      assertThat(stream.table())
          .extracting(PageTransitionsTest::text)
          .containsExactly("a>c 12:00 1");

      stream.batch(new Records().add(action("3", "b", 5), NOON));
      assertThat(stream.table())
          .extracting(PageTransitionsTest::text)
          .containsExactlyInAnyOrder("a>b 12:00 1", "b>c 12:00 1");
    }
  }

  @Test
  void anActionWithoutAUserLeadsNowhere() {
    var value = "{\"uuid\":\"%d\",\"name\":\"a\",\"user\":null}";

    assertThat(
            new Records().add(value.formatted(1), NOON).add(value.formatted(2), NOON).rowsOf(job))
        .isEmpty();
  }

  @Test
  void aStreamInDisorderAgreesWithTheOracleAndKeepsNoMoreThanItNeeds() throws Exception {
    var oracle = new SessionsOracle();
    var actions = new DisorderedActions(20261203, 1_500, Duration.ofHours(8), 4, oracle::add);
    try (var stream = stream()) {
      for (Records batch : actions.batches()) {
        stream.batch(batch);
      }
      assertThat(keyed(stream.table())).isEqualTo(oracle.transitions());

      var end = 30 * 24 * 60;
      stream.batch(
          new Records().add(action("x", "a", end), NOON).add(action("y", "b", end + 1), NOON));
      assertThat(stream.keptKeys()).isEqualTo(2); // one user, one transition
    }
  }

  private StreamedJob stream() throws Exception {
    return new StreamedJob(
        job, DisorderedActions.WATERMARK, folder, "from_page", "window_start", "to_page");
  }

  private static String action(String uuid, String page, int minute) {
    return "{\"uuid\":\"%s\",\"name\":\"%s\",\"user\":\"ann\",\"at\":\"%s\"}"
        .formatted(uuid, page, NOON.plus(Duration.ofMinutes(minute)));
  }

  private static String text(Row row) {
    var start = row.getTimestamp(row.fieldIndex("window_start")).toInstant();
    return "%s>%s %s %d"
        .formatted(
            row.getAs("from_page"),
            row.getAs("to_page"),
            start.toString().substring(11, 16),
            row.<Long>getAs("transitions"));
  }

  private static Map<SessionsOracle.TransitionKey, Long> keyed(List<Row> rows) {
    var keyed = new HashMap<SessionsOracle.TransitionKey, Long>();
    for (Row row : rows) {
      var start = row.getTimestamp(row.fieldIndex("window_start")).toInstant();
      assertThat(row.<String>getAs("day")).isEqualTo(start.toString().substring(0, 10));
      keyed.put(
          new SessionsOracle.TransitionKey(row.getAs("from_page"), start, row.getAs("to_page")),
          row.<Long>getAs("transitions"));
    }
    return keyed;
  }
}
