package dev.kappa.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.Row;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import dev.kappa.spark.oracle.ActionsOracle;
import dev.kappa.spark.oracle.EmployeesByInterestOracle;
import dev.kappa.spark.oracle.SalariesByDesignationOracle;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jobs on real Kafka and Cassandra, through spark-submit, against the oracles: every row. */
class JobsIT {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final long SEED = 20261123L;

  @TempDir private Path folder;
  private Pipeline pipeline;
  private final Random random = new Random(SEED);
  private final EmployeesByInterestOracle employees = new EmployeesByInterestOracle();
  private final SalariesByDesignationOracle salaries = new SalariesByDesignationOracle();
  private final ActionsOracle pages = ActionsOracle.byPage();
  private final ActionsOracle categories = ActionsOracle.byCategory();

  @BeforeEach
  void start() throws Exception {
    System.out.println("seed " + SEED);
    pipeline = new Pipeline(folder, "PT6H");
  }

  @AfterEach
  void stop() {
    pipeline.close();
  }

  @Test
  void rowsEqualTheOraclesAfterEveryRun() throws Exception {
    produce(2_000, 20_000);
    var first = report(pipeline.submit("all", "--until-now", "--json"));
    assertThat(first.at("/jobs/employees-by-interest/records").asLong()).isEqualTo(2_000);
    assertThat(first.at("/jobs/actions-by-page/records").asLong()).isEqualTo(20_001);
    assertThat(first.at("/jobs/actions-by-page/malformed").asLong()).isEqualTo(1);
    assertThat(first.at("/ok").asBoolean()).isTrue();
    assertThatTablesEqualTheOracles();

    var before = writeTimes();
    var second = report(pipeline.submit("all", "--until-now", "--json"));
    assertThat(second.at("/jobs/actions-by-page/records").asLong()).isZero();
    assertThat(writeTimes()).isEqualTo(before);

    produce(500, 5_000);
    var third = report(pipeline.submit("all", "--until-now", "--json"));
    assertThat(third.at("/jobs/employees-by-interest/records").asLong()).isEqualTo(500);
    assertThatTablesEqualTheOracles();
  }

  /** In one transaction that is committed, after one that is not. */
  private void produce(int employeeCount, int actionCount) {
    try (var producer = pipeline.producer()) {
      producer.beginTransaction();
      Pipeline.send(producer, pipeline.topics().enrichedActions(), 0, START, action(-1, START));
      producer.flush();
      producer.abortTransaction();
      producer.beginTransaction();
      for (int i = 0; i < employeeCount; i++) {
        var at = START.plusSeconds(random.nextInt(3 * 3_600));
        var value = employee();
        employees.add(value, at);
        salaries.add(value, at);
        Pipeline.send(
            producer, pipeline.topics().appendedEmployees(), i % Pipeline.PARTITIONS, at, value);
      }
      for (int i = 0; i < actionCount; i++) {
        var at = START.plusMillis(random.nextInt(1_800_000));
        var value = action(i, at);
        pages.add(value);
        categories.add(value);
        Pipeline.send(
            producer, pipeline.topics().enrichedActions(), i % Pipeline.PARTITIONS, at, value);
      }
      Pipeline.send(producer, pipeline.topics().enrichedActions(), 1, START, "{\"uuid\":\"cut");
      producer.commitTransaction();
    }
  }

  private String employee() {
    var interests = new StringBuilder("Developers Summit");
    random.ints(random.nextInt(4), 0, 30).forEach(n -> interests.append(", interest ").append(n));
    return "{\"Designation\":\"%s\",\"Gender\":\"%s\",\"Salary\":\"%d.%02d\",\"Age\":%d,\"Interests\":\"%s\"}"
        .formatted(
            random.nextBoolean() ? "CEO" : "President",
            random.nextBoolean() ? "Female" : "Male",
            random.nextInt(200_000),
            random.nextInt(100),
            18 + random.nextInt(50),
            interests);
  }

  private String action(int number, Instant at) {
    return "{\"uuid\":\"%d-%d\",\"uri\":\"/\",\"name\":\"page %d\",\"user\":\"user %d\",\"at\":\"%s\",\"category\":\"c%d\"}"
        .formatted(
            number,
            random.nextLong(),
            random.nextInt(30),
            random.nextInt(200),
            at,
            random.nextInt(4));
  }

  private void assertThatTablesEqualTheOracles() {
    var employeeRows =
        new HashMap<EmployeesByInterestOracle.Key, EmployeesByInterestOracle.Values>();
    for (Row row : pipeline.rows("SELECT * FROM $keyspace.employees_by_interest")) {
      var start = row.getInstant("window_start");
      assertThat(row.getString("day")).isEqualTo(start.toString().substring(0, 10));
      employeeRows.put(
          new EmployeesByInterestOracle.Key(row.getString("interest"), start),
          new EmployeesByInterestOracle.Values(
              row.getLong("headcount"),
              row.getBigDecimal("average_salary"),
              row.getBigDecimal("lowest_salary"),
              row.getBigDecimal("highest_salary"),
              row.getDouble("average_age")));
    }
    assertThat(Differences.between(employees.rows(), employeeRows)).isEmpty();

    var salaryRows =
        new HashMap<SalariesByDesignationOracle.Key, SalariesByDesignationOracle.Values>();
    for (Row row : pipeline.rows("SELECT * FROM $keyspace.salaries_by_designation")) {
      salaryRows.put(
          new SalariesByDesignationOracle.Key(
              row.getString("designation"), row.getString("day"), row.getString("gender")),
          new SalariesByDesignationOracle.Values(
              row.getLong("headcount"),
              row.getBigDecimal("average_salary"),
              row.getBigDecimal("lowest_salary"),
              row.getBigDecimal("highest_salary"),
              row.getBigDecimal("median_salary"),
              row.getBigDecimal("p95_salary")));
    }
    assertThat(Differences.between(salaries.rows(), salaryRows)).isEmpty();

    var expectedByPage = pages.rows();
    expectedByPage.replaceAll(
        (key, values) -> new ActionsOracle.Values(values.actions(), values.distinctUsers(), 0));
    assertThat(Differences.between(expectedByPage, actionRows("actions_by_page", "page")))
        .isEmpty();
    assertThat(
            Differences.between(categories.rows(), actionRows("actions_by_category", "category")))
        .isEmpty();
  }

  private Map<ActionsOracle.Key, ActionsOracle.Values> actionRows(String table, String key) {
    var rows = new HashMap<ActionsOracle.Key, ActionsOracle.Values>();
    for (Row row : pipeline.rows("SELECT * FROM $keyspace." + table)) {
      var start = row.getInstant("window_start");
      assertThat(row.getString("day")).isEqualTo(start.toString().substring(0, 10));
      rows.put(
          new ActionsOracle.Key(row.getString(key), row.getInt("window_seconds"), start),
          new ActionsOracle.Values(
              row.getLong("actions"),
              row.getLong("distinct_users"),
              row.getColumnDefinitions().contains("distinct_pages")
                  ? row.getLong("distinct_pages")
                  : 0));
    }
    return rows;
  }

  private Map<String, Long> writeTimes() {
    var times = new HashMap<String, Long>();
    pipeline
        .rows(
            "SELECT page, window_seconds, window_start, writetime(actions) AS t"
                + " FROM $keyspace.actions_by_page")
        .forEach(
            row ->
                times.put(
                    row.getString("page")
                        + row.getInt("window_seconds")
                        + row.getInstant("window_start"),
                    row.getLong("t")));
    return times;
  }

  private static JsonNode report(String output) throws IOException {
    return Json.mapper().readTree(output.lines().reduce((before, last) -> last).orElse(""));
  }
}
