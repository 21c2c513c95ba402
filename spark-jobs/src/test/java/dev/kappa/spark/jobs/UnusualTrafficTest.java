package dev.kappa.spark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.spark.DisorderedActions;
import dev.kappa.spark.Records;
import dev.kappa.spark.StreamedJob;
import dev.kappa.spark.oracle.UnusualTrafficOracle;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnusualTrafficTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private final UnusualTraffic job = new UnusualTraffic();

  @TempDir private Path folder;

  @Test
  void expectsTheMeanOfTheMinutesSinceThePageWasSeen() {
    var records = new Records();
    for (int minute : new int[] {0, 0, 10, 10, 10, 10, 10, 10}) {
      records.add(action(minute), NOON);
    }
    records.add(action(70), NOON).add(action(131), NOON);

    assertThat(records.rowsOf(job))
        .extracting(row -> row.mkString("|"))
        .containsExactlyInAnyOrder(
            "a|2026-11-23|2026-11-23 12:00:00.0|2|null|null|false",
            // Two actions in ten minutes: (6 - 0.2) / sqrt(1.2)
            "a|2026-11-23|2026-11-23 12:10:00.0|6|0.2|5.294651389216606|true",
            // Six in the hour from 12:10 on.
            "a|2026-11-23|2026-11-23 13:10:00.0|1|0.1|0.8581163303210331|false",
            // 13:10 is 61 minutes ago.
            "a|2026-11-23|2026-11-23 14:11:00.0|1|null|null|false");
  }

  @Test
  void aYoungPageIsNotUnusual() {
    var records = new Records().add(action(1), NOON);
    for (int i = 0; i < 100; i++) {
      records.add(action(10), NOON);
    }

    assertThat(records.rowsOf(job)).noneMatch(row -> row.<Boolean>getAs("unusual"));
  }

  @Test
  void anEarlierMinuteThatChangesSpeaksOfThoseAfterItAgain() throws Exception {
    try (var stream = stream()) {
      stream.batch(new Records().add(action(0), NOON).add(action(20), NOON));
      stream.batch(new Records().add(action(10), NOON));

      assertThat(stream.table())
          .extracting(row -> row.mkString("|"))
          .contains("a|2026-11-23|2026-11-23 12:20:00.0|1|0.1|0.8581163303210331|false");
    }
  }

  @Test
  void aStreamInDisorderAgreesWithTheOracleAndKeepsNoMoreThanItNeeds() throws Exception {
    var oracle = new UnusualTrafficOracle();
    var actions = new DisorderedActions(20261204, 3_000, Duration.ofHours(5), 4, oracle::add);
    try (var stream = stream()) {
      for (Records batch : actions.batches()) {
        stream.batch(batch);
      }
      assertThat(keyed(stream.table())).isEqualTo(oracle.rows());

      stream.batch(new Records().add(action(30 * 24 * 60), NOON));
      assertThat(stream.keptKeys()).isEqualTo(1); // one page
    }
  }

  private StreamedJob stream() throws Exception {
    return new StreamedJob(job, DisorderedActions.WATERMARK, folder, "page", "window_start");
  }

  private int actions;

  private String action(int minute) {
    return "{\"uuid\":\"%d\",\"name\":\"a\",\"at\":\"%s\"}"
        .formatted(actions++, NOON.plus(Duration.ofMinutes(minute)));
  }

  private static Map<UnusualTrafficOracle.Key, UnusualTrafficOracle.Values> keyed(List<Row> rows) {
    var keyed = new HashMap<UnusualTrafficOracle.Key, UnusualTrafficOracle.Values>();
    for (Row row : rows) {
      var start = row.getTimestamp(row.fieldIndex("window_start")).toInstant();
      assertThat(row.<String>getAs("day")).isEqualTo(start.toString().substring(0, 10));
      keyed.put(
          new UnusualTrafficOracle.Key(row.getAs("page"), start),
          new UnusualTrafficOracle.Values(
              row.<Long>getAs("actions"),
              row.getAs("expected"),
              row.getAs("score"),
              row.<Boolean>getAs("unusual")));
    }
    return keyed;
  }
}
