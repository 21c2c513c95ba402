package dev.kappa.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.Row;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import dev.kappa.spark.oracle.ActionsByPageOracle;
import dev.kappa.spark.oracle.EmployeesByInterestOracle;
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
  private final ActionsByPageOracle actions = new ActionsByPageOracle();

  @BeforeEach
  void start() throws Exception {
    System.out.println("seed " + SEED);
    pipeline = new Pipeline(folder);
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
        Pipeline.send(
            producer, pipeline.topics().appendedEmployees(), i % Pipeline.PARTITIONS, at, value);
      }
      for (int i = 0; i < actionCount; i++) {
        var value = action(i, START.plusMillis(random.nextInt(1_800_000)));
        actions.add(value);
        Pipeline.send(
            producer, pipeline.topics().enrichedActions(), i % Pipeline.PARTITIONS, START, value);
      }
      Pipeline.send(producer, pipeline.topics().enrichedActions(), 1, START, "{\"uuid\":\"cut");
      producer.commitTransaction();
    }
  }

  private String employee() {
    var interests = new StringBuilder("Developers Summit");
    random.ints(random.nextInt(4), 0, 30).forEach(n -> interests.append(", interest ").append(n));
    return "{\"FirstName\":\"A\",\"Salary\":\"%d.%02d\",\"Age\":%d,\"Interests\":\"%s\"}"
        .formatted(
            random.nextInt(200_000), random.nextInt(100), 18 + random.nextInt(50), interests);
  }

  private String action(int number, Instant at) {
    return "{\"uuid\":\"%d-%d\",\"uri\":\"/\",\"name\":\"page %d\",\"user\":\"user %d\",\"at\":\"%s\",\"category\":\"c\"}"
        .formatted(number, random.nextLong(), random.nextInt(30), random.nextInt(200), at);
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

    var actionRows = new HashMap<ActionsByPageOracle.Key, ActionsByPageOracle.Values>();
    for (Row row :
        pipeline.rows(
            "SELECT * FROM $keyspace.actions_by_page WHERE window_seconds = 60 ALLOW FILTERING")) {
      var start = row.getInstant("window_start");
      assertThat(row.getString("day")).isEqualTo(start.toString().substring(0, 10));
      actionRows.put(
          new ActionsByPageOracle.Key(row.getString("page"), start),
          new ActionsByPageOracle.Values(row.getLong("actions"), row.getLong("distinct_users")));
    }
    assertThat(Differences.between(actions.rows(), actionRows)).isEmpty();
  }

  private Map<String, Long> writeTimes() {
    var times = new HashMap<String, Long>();
    pipeline
        .rows("SELECT page, window_start, writetime(actions) AS t FROM $keyspace.actions_by_page")
        .forEach(
            row ->
                times.put(
                    row.getString("page") + row.getInstant("window_start"), row.getLong("t")));
    return times;
  }

  private static JsonNode report(String output) throws IOException {
    return Json.mapper().readTree(output.lines().reduce((before, last) -> last).orElse(""));
  }
}
