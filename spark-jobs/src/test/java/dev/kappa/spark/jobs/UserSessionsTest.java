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

class UserSessionsTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private final UserSessions job = new UserSessions();

  @TempDir private Path folder;

  @Test
  void aSessionIsThereWhileItIsOpenAndMovesWithItsFirstAction() throws Exception {
    try (var stream = stream()) {
      stream.batch(new Records().add(action("b", "ann", 10), NOON));
      assertThat(stream.table())
          .extracting(UserSessionsTest::text)
          .containsExactly("12:10-12:10 1 b b");

      stream.batch(new Records().add(action("a", "ann", 5), NOON));
      assertThat(stream.table())
          .extracting(UserSessionsTest::text)
          .containsExactly("12:05-12:10 2 a b");
    }
  }

  @Test
  void anActionBetweenTwoSessionsMakesThemOne() throws Exception {
    try (var stream = stream()) {
      stream.batch(
          new Records().add(action("a", "ann", 0), NOON).add(action("c", "ann", 30), NOON));
      assertThat(stream.table())
          .extracting(UserSessionsTest::text)
          .containsExactlyInAnyOrder("12:00-12:00 1 a a", "12:30-12:30 1 c c");

      stream.batch(new Records().add(action("b", "ann", 15), NOON));
      assertThat(stream.table())
          .extracting(UserSessionsTest::text)
          .containsExactly("12:00-12:30 3 a c");
    }
  }

  @Test
  void ofActionsAtTheSameTimeTheLowerUuidIsFirst() {
    var rows =
        new Records()
            .add(action("b", "ann", 0), NOON)
            .add(action("c", "ann", 0), NOON)
            .add(action("a", "ann", 0), NOON)
            .rowsOf(job);

    assertThat(rows).extracting(UserSessionsTest::text).containsExactly("12:00-12:00 3 a c");
  }

  @Test
  void anActionWithoutAUserIsInNoSession() {
    assertThat(new Records().add("{\"uuid\":\"1\",\"name\":\"a\",\"user\":null}", NOON).rowsOf(job))
        .isEmpty();
  }

  @Test
  void aStreamInDisorderAgreesWithTheOracleAndKeepsNoMoreThanItNeeds() throws Exception {
    var oracle = new SessionsOracle();
    var actions = new DisorderedActions(20261202, 1_500, Duration.ofHours(8), 4, oracle::add);
    try (var stream = stream()) {
      for (Records batch : actions.batches()) {
        stream.batch(batch);
      }
      assertThat(keyed(stream.table())).isEqualTo(oracle.sessions());

      stream.batch(new Records().add(action("end", "last", 30 * 24 * 60), NOON));
      assertThat(stream.keptKeys()).isEqualTo(1); // one user
    }
  }

  private StreamedJob stream() throws Exception {
    return new StreamedJob(job, DisorderedActions.WATERMARK, folder, "user", "session_start");
  }

  /** A page's name is the action's uuid. */
  private static String action(String page, String user, int minute) {
    return "{\"uuid\":\"%s\",\"name\":\"%s\",\"user\":\"%s\",\"at\":\"%s\"}"
        .formatted(page, page, user, NOON.plus(Duration.ofMinutes(minute)));
  }

  private static String text(Row row) {
    return "%s-%s %d %s %s"
        .formatted(
            time(row, "session_start"),
            time(row, "session_end"),
            row.<Long>getAs("actions"),
            row.getAs("first_page"),
            row.getAs("last_page"));
  }

  private static String time(Row row, String column) {
    return row.getTimestamp(row.fieldIndex(column)).toInstant().toString().substring(11, 16);
  }

  private static Map<SessionsOracle.SessionKey, SessionsOracle.Session> keyed(List<Row> rows) {
    var keyed = new HashMap<SessionsOracle.SessionKey, SessionsOracle.Session>();
    for (Row row : rows) {
      var start = row.getTimestamp(row.fieldIndex("session_start")).toInstant();
      assertThat(row.<String>getAs("day")).isEqualTo(start.toString().substring(0, 10));
      keyed.put(
          new SessionsOracle.SessionKey(row.getAs("user"), start),
          new SessionsOracle.Session(
              row.getTimestamp(row.fieldIndex("session_end")).toInstant(),
              row.<Long>getAs("actions"),
              row.getAs("first_page"),
              row.getAs("last_page"),
              row.<Double>getAs("duration_seconds")));
    }
    return keyed;
  }
}
