package dev.kappa.spark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.spark.Records;
import dev.kappa.spark.oracle.ActionsOracle;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ActionsByPageTest {
  private static final Instant AT = Instant.parse("2026-11-23T23:59:30Z");
  private final ActionsByPage byPage = new ActionsByPage();

  @Test
  void countsByTheTimeOfTheEventAndNotOfTheRecord() {
    var rows =
        new Records()
            .add(action("1", "\"u\"", "2026-11-23T23:59:59.999Z"), AT)
            .add(action("2", "\"u\"", "2026-11-24T00:00:00Z"), AT)
            .add(action("3", "null", "2026-11-24T01:00:59+01:00"), AT)
            .rowsOf(byPage);

    assertThat(rows)
        .extracting(row -> row.mkString("|"))
        .containsExactlyInAnyOrder(
            "a|2026-11-23|60|2026-11-23 23:59:00.0|1|1",
            "a|2026-11-23|10|2026-11-23 23:59:50.0|1|1",
            "a|2026-11-24|60|2026-11-24 00:00:00.0|2|1",
            "a|2026-11-24|10|2026-11-24 00:00:00.0|1|1",
            "a|2026-11-24|10|2026-11-24 00:00:50.0|1|0");
  }

  @Test
  void whatIsNoActionIsMalformed() {
    var records =
        new Records()
            .add("{\"uuid\":\"1\",\"at\":\"2026-11-23T23:59:59Z\"}", AT)
            .add("{\"uuid\":\"1\",\"name\":\"a\",\"at\":\"yesterday\"}", AT)
            .add("{\"name\":\"a\",\"at\":\"2026-11-23T23:59:59Z\"}", AT)
            .add("{\"uuid\":\"1\",\"name\":\"a\",\"more\":{\"name\":\"b\"}}", AT);

    assertThat(records.malformed(byPage.parser())).isEqualTo(3);
    assertThat(records.rowsOf(byPage))
        .extracting(row -> row.mkString("|"))
        .containsExactlyInAnyOrder(
            "a|2026-11-23|60|2026-11-23 23:59:00.0|1|0",
            "a|2026-11-23|10|2026-11-23 23:59:30.0|1|0");
  }

  @Test
  void bothJobsAgreeWithTheOracleOnRandomActions() {
    var seed = 20261124L;
    System.out.println("seed " + seed);
    var random = new Random(seed);
    var records = new Records();
    var pages = ActionsOracle.byPage();
    var categories = ActionsOracle.byCategory();
    for (int i = 0; i < 5_000; i++) {
      var user = random.nextInt(10) == 0 ? "null" : "\"user " + random.nextInt(50) + "\"";
      var value =
          "{\"uuid\":\"%d\",\"name\":\"page %d\",\"category\":\"c%d\",\"user\":%s,\"at\":\"%s\"}"
              .formatted(
                  i,
                  random.nextInt(20),
                  random.nextInt(4),
                  user,
                  AT.plusMillis(random.nextInt(600_000)));
      records.add(value, AT);
      pages.add(value);
      categories.add(value);
    }

    assertThat(keyed(records.rowsOf(byPage), "page", false)).isEqualTo(withoutPages(pages.rows()));
    assertThat(keyed(records.rowsOf(new ActionsByCategory()), "category", true))
        .isEqualTo(categories.rows());
  }

  private static String action(String uuid, String user, String at) {
    return "{\"uuid\":\"%s\",\"name\":\"a\",\"user\":%s,\"at\":\"%s\"}".formatted(uuid, user, at);
  }

  private static Map<ActionsOracle.Key, ActionsOracle.Values> withoutPages(
      Map<ActionsOracle.Key, ActionsOracle.Values> rows) {
    rows.replaceAll(
        (key, values) -> new ActionsOracle.Values(values.actions(), values.distinctUsers(), 0));
    return rows;
  }

  private static Map<ActionsOracle.Key, ActionsOracle.Values> keyed(
      List<Row> rows, String key, boolean withPages) {
    var keyed = new HashMap<ActionsOracle.Key, ActionsOracle.Values>();
    for (Row row : rows) {
      Instant start = row.getTimestamp(row.fieldIndex("window_start")).toInstant();
      assertThat(row.<String>getAs("day")).isEqualTo(start.toString().substring(0, 10));
      var before =
          keyed.put(
              new ActionsOracle.Key(row.getAs(key), row.<Integer>getAs("window_seconds"), start),
              new ActionsOracle.Values(
                  row.<Long>getAs("actions"),
                  row.<Long>getAs("distinct_users"),
                  withPages ? row.<Long>getAs("distinct_pages") : 0));
      assertThat(before).isNull();
    }
    return keyed;
  }
}
