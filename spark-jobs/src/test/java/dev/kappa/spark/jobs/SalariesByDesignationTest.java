package dev.kappa.spark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.spark.Records;
import dev.kappa.spark.oracle.SalariesByDesignationOracle;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class SalariesByDesignationTest {
  private static final Instant AT = Instant.parse("2026-11-23T10:15:00Z");
  private final SalariesByDesignation job = new SalariesByDesignation();

  @Test
  void medianAndPercentileAreInterpolated() {
    var records = new Records();
    for (int salary : new int[] {100, 200, 300, 401}) {
      records.add(
          "{\"Designation\":\"CEO\",\"Gender\":\"Female\",\"Salary\":\"" + salary + "\"}", AT);
    }

    assertThat(records.rowsOf(job))
        .extracting(row -> row.mkString("|"))
        .containsExactly("CEO|2026-11-23|Female|4|250.25|100.00|401.00|250.00|385.85");
  }

  @Test
  void whoHasNoDesignationIsCountedAsUnknown() {
    assertThat(new Records().add("{\"Age\":40}", AT).rowsOf(job))
        .extracting(row -> row.mkString("|"))
        .containsExactly("unknown|2026-11-23|unknown|1|null|null|null|null|null");
  }

  @Test
  void agreesWithTheOracleOnRandomEmployees() {
    var seed = 20261125L;
    System.out.println("seed " + seed);
    var random = new Random(seed);
    var records = new Records();
    var oracle = new SalariesByDesignationOracle();
    for (int i = 0; i < 2_000; i++) {
      var value =
          "{\"Designation\":\"%s\",\"Gender\":\"%s\",\"Salary\":\"%d.%02d\"}"
              .formatted(
                  List.of("CEO", "President", "Engineer").get(random.nextInt(3)),
                  random.nextBoolean() ? "Female" : "Male",
                  random.nextInt(200_000),
                  random.nextInt(100));
      var at = AT.plusSeconds(random.nextInt(3 * 86_400));
      records.add(value, at);
      oracle.add(value, at);
    }

    var rows = new HashMap<SalariesByDesignationOracle.Key, SalariesByDesignationOracle.Values>();
    for (Row row : records.rowsOf(job)) {
      rows.put(
          new SalariesByDesignationOracle.Key(
              row.getAs("designation"), row.getAs("day"), row.getAs("gender")),
          new SalariesByDesignationOracle.Values(
              row.<Long>getAs("headcount"),
              row.<BigDecimal>getAs("average_salary"),
              row.<BigDecimal>getAs("lowest_salary"),
              row.<BigDecimal>getAs("highest_salary"),
              row.<BigDecimal>getAs("median_salary"),
              row.<BigDecimal>getAs("p95_salary")));
    }
    assertThat(rows).isEqualTo(oracle.rows());
  }
}
