package dev.kappa.spark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.spark.Records;
import dev.kappa.spark.oracle.ActionsByPageOracle;
import java.time.Instant;
import java.util.HashMap;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ActionsByPageTest {
  private static final Instant AT = Instant.parse("2026-11-23T23:59:30Z");
  private final ActionsByPage job = new ActionsByPage();

  @Test
  void countsByTheMinuteOfTheEventAndNotOfTheRecord() {
    var rows =
        new Records()
            .add(
                "{\"uuid\":\"1\",\"name\":\"a\",\"user\":\"u\",\"at\":\"2026-11-23T23:59:59.999Z\"}",
                AT)
            .add(
                "{\"uuid\":\"2\",\"name\":\"a\",\"user\":\"u\",\"at\":\"2026-11-24T00:00:00Z\"}",
                AT)
            .add("{\"uuid\":\"3\",\"name\":\"a\",\"at\":\"2026-11-24T01:00:59+01:00\"}", AT)
            .rowsOf(job);

    assertThat(rows)
        .extracting(row -> row.mkString("|"))
        .containsExactlyInAnyOrder(
            "a|2026-11-23|60|2026-11-23 23:59:00.0|1|1",
            "a|2026-11-24|60|2026-11-24 00:00:00.0|2|1");
  }

  @Test
  void whatIsNoActionIsMalformed() {
    var records =
        new Records()
            .add("{\"uuid\":\"1\",\"at\":\"2026-11-23T23:59:59Z\"}", AT)
            .add("{\"uuid\":\"1\",\"name\":\"a\",\"at\":\"yesterday\"}", AT)
            .add("{\"name\":\"a\",\"at\":\"2026-11-23T23:59:59Z\"}", AT)
            .add("{\"uuid\":\"1\",\"name\":\"a\",\"more\":{\"name\":\"b\"}}", AT);

    assertThat(records.parsedBy(job).where("event is null").count()).isEqualTo(3);
    assertThat(records.rowsOf(job))
        .extracting(row -> row.mkString("|"))
        .containsExactly("a|2026-11-23|60|2026-11-23 23:59:00.0|1|0");
  }

  @Test
  void agreesWithTheOracleOnRandomActions() {
    var seed = 20261124L;
    System.out.println("seed " + seed);
    var random = new Random(seed);
    var records = new Records();
    var oracle = new ActionsByPageOracle();
    for (int i = 0; i < 5_000; i++) {
      var user = random.nextInt(10) == 0 ? "null" : "\"user " + random.nextInt(50) + "\"";
      var value =
          "{\"uuid\":\"%d\",\"name\":\"page %d\",\"user\":%s,\"at\":\"%s\"}"
              .formatted(i, random.nextInt(20), user, AT.plusMillis(random.nextInt(600_000)));
      records.add(value, AT);
      oracle.add(value);
    }

    var keyed = new HashMap<ActionsByPageOracle.Key, ActionsByPageOracle.Values>();
    for (Row row : records.rowsOf(job)) {
      keyed.put(
          new ActionsByPageOracle.Key(
              row.getAs("page"), row.getTimestamp(row.fieldIndex("window_start")).toInstant()),
          new ActionsByPageOracle.Values(
              row.<Long>getAs("actions"), row.<Long>getAs("distinct_users")));
    }
    assertThat(keyed).isEqualTo(oracle.rows());
  }
}
