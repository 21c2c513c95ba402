package dev.kappa.spark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.spark.Records;
import dev.kappa.spark.oracle.EmployeesByInterestOracle;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class EmployeesByInterestTest {
  private static final Instant AT = Instant.parse("2026-11-23T10:15:00Z");
  private final EmployeesByInterest job = new EmployeesByInterest();

  @Test
  void countsEveryInterestOfAnEmployeeOnce() {
    var rows =
        new Records()
            .add("{\"Salary\":\"100\",\"Age\":30,\"Interests\":\"Chess, Golf ,,\"}", AT)
            .add("{\"Salary\":\"201\",\"Age\":41,\"Interests\":\"Golf\"}", AT)
            .rowsOf(job);

    assertThat(rows)
        .extracting(row -> row.mkString("|"))
        .containsExactlyInAnyOrder(
            "Chess|2026-11-23|2026-11-23 10:00:00.0|1|100.00|100.00|100.00|30.0",
            "Golf|2026-11-23|2026-11-23 10:00:00.0|2|150.50|100.00|201.00|35.5");
  }

  @Test
  void anEmployeeWithoutSalaryOrAgeStillCounts() {
    var rows =
        new Records()
            .add("{\"Salary\":\"much\",\"Interests\":\"Chess\"}", AT)
            .add("{\"Salary\":\"1e400000000\",\"Interests\":\"Chess\"}", AT)
            .add("{\"Interests\":\"Chess\",\"Age\":\"40\"}", AT)
            .add("{\"Age\":20}", AT)
            .rowsOf(job);

    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).mkString("|"))
        .isEqualTo("Chess|2026-11-23|2026-11-23 10:00:00.0|3|null|null|null|null");
  }

  @Test
  void malformedRecordsStopNothing() {
    var records =
        new Records()
            .add("{\"Interests\":\"Chess\"", AT)
            .add("[1]", AT)
            .add("", AT)
            .add(null, AT)
            .add("{\"Interests\":7}", AT)
            .add("{\"Interests\":\"Chess\"} {}", AT)
            .add("{\"Interests\":\"Chess\"}", AT);

    assertThat(records.malformed(job.parser())).isEqualTo(6);
    assertThat(records.rowsOf(job)).hasSize(1);
  }

  @Test
  void agreesWithTheOracleOnRandomEmployees() {
    var seed = 20261123L;
    System.out.println("seed " + seed);
    var random = new Random(seed);
    var records = new Records();
    var oracle = new EmployeesByInterestOracle();
    for (int i = 0; i < 2_000; i++) {
      var interests =
          random
              .ints(random.nextInt(5), 0, 40)
              .mapToObj(n -> "interest " + n)
              .collect(Collectors.joining(random.nextBoolean() ? "," : " , "));
      var value =
          "{\"Salary\":\"%s\",\"Age\":%d,\"Interests\":\"%s\"}"
              .formatted(
                  List.of("n/a", "154000", "99.5", "0.01", "73210.25").get(random.nextInt(5)),
                  18 + random.nextInt(50),
                  interests);
      var at = AT.plusSeconds(random.nextInt(4 * 3600));
      records.add(value, at);
      oracle.add(value, at);
    }

    assertThat(keyed(records.rowsOf(job))).isEqualTo(oracle.rows());
  }

  private static Map<EmployeesByInterestOracle.Key, EmployeesByInterestOracle.Values> keyed(
      List<Row> rows) {
    var keyed = new HashMap<EmployeesByInterestOracle.Key, EmployeesByInterestOracle.Values>();
    for (Row row : rows) {
      Instant start = row.getTimestamp(row.fieldIndex("window_start")).toInstant();
      assertThat(row.<String>getAs("day")).isEqualTo(start.toString().substring(0, 10));
      var before =
          keyed.put(
              new EmployeesByInterestOracle.Key(row.getAs("interest"), start),
              new EmployeesByInterestOracle.Values(
                  row.<Long>getAs("headcount"),
                  row.<BigDecimal>getAs("average_salary"),
                  row.<BigDecimal>getAs("lowest_salary"),
                  row.<BigDecimal>getAs("highest_salary"),
                  row.<Double>getAs("average_age")));
      assertThat(before).isNull();
    }
    return keyed;
  }
}
