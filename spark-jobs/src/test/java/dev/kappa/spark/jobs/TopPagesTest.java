package dev.kappa.spark.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kappa.spark.DisorderedActions;
import dev.kappa.spark.Records;
import dev.kappa.spark.StreamedJob;
import dev.kappa.spark.oracle.TopPagesOracle;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopPagesTest {
  private static final Instant AT = Instant.parse("2026-11-23T10:15:00Z");
  private final TopPages job = new TopPages();

  @TempDir private Path folder;

  @Test
  void pagesThatAreLevelAreRankedByName() {
    var records = new Records();
    for (String page : List.of("b", "c", "a", "c", "d", "d")) {
      records.add("{\"uuid\":\"1\",\"name\":\"%s\"}".formatted(page), AT);
    }

    assertThat(records.rowsOf(job))
        .extracting(row -> row.mkString("|"))
        .containsExactly(
            "2026-11-23|2026-11-23 10:00:00.0|1|c|2",
            "2026-11-23|2026-11-23 10:00:00.0|2|d|2",
            "2026-11-23|2026-11-23 10:00:00.0|3|a|1",
            "2026-11-23|2026-11-23 10:00:00.0|4|b|1");
  }

  @Test
  void isExactUpToItsDocumentedNumberOfPages() {
    var counts = new PageCounts();
    for (int i = 0; i < 2 * PageCounts.EXACT_UP_TO; i++) {
      counts.add("page " + i % PageCounts.EXACT_UP_TO, 1);
    }
    counts.add("page 7", 1);

    var all = counts.top(PageCounts.EXACT_UP_TO);
    assertThat(all).hasSize(PageCounts.EXACT_UP_TO);
    assertThat(all.get(0)).isEqualTo(new PageCounts.PageCount("page 7", 3));
    assertThat(all.subList(1, all.size())).allMatch(one -> one.visits() == 2);
  }

  @Test
  void staysWithinItsErrorAboveThat() {
    var counts = new PageCounts();
    int total = 0;
    for (int i = 0; i < 200_000; i++) {
      counts.add("rare " + i, 1);
      counts.add("page " + i % 10, 1);
      total += 2;
    }

    var top = counts.top(10);
    assertThat(top)
        .extracting(PageCounts.PageCount::page)
        .allMatch(page -> page.startsWith("page"));
    var error = Math.round(total * 3.5 / 16_384);
    assertThat(top).allSatisfy(one -> assertThat(one.visits()).isCloseTo(20_000, within(error)));
  }

  @Test
  void aStreamInDisorderAgreesWithTheOracleAndKeepsNoMoreThanItNeeds() throws Exception {
    var oracle = new TopPagesOracle();
    var actions = new DisorderedActions(20261201, 2_000, Duration.ofHours(6), 4, oracle::add);
    try (var stream =
        new StreamedJob(job, DisorderedActions.WATERMARK, folder, "window_start", "rank")) {
      for (Records batch : actions.batches()) {
        stream.batch(batch);
      }

      assertThat(keyed(stream.table())).isEqualTo(oracle.rows());

      var at = AT.plus(Duration.ofDays(30));
      stream.batch(new Records().add("{\"uuid\":\"1\",\"name\":\"a\"}", at));
      assertThat(stream.keptKeys()).isEqualTo(1); // one hour
    }
  }

  private static Map<TopPagesOracle.Key, TopPagesOracle.Values> keyed(List<Row> rows) {
    var keyed = new HashMap<TopPagesOracle.Key, TopPagesOracle.Values>();
    for (Row row : rows) {
      keyed.put(
          new TopPagesOracle.Key(
              row.getTimestamp(row.fieldIndex("window_start")).toInstant(),
              row.<Integer>getAs("rank")),
          new TopPagesOracle.Values(row.getAs("page"), row.<Long>getAs("actions")));
    }
    return keyed;
  }
}
