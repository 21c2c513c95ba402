package dev.kappa.spark.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code salaries_by_designation}, computed the slow and obvious way. */
public final class SalariesByDesignationOracle {
  /** A row's key. */
  public record Key(String designation, String day, String gender) {}

  /** A row's values. */
  public record Values(
      long headcount,
      BigDecimal averageSalary,
      BigDecimal lowestSalary,
      BigDecimal highestSalary,
      BigDecimal medianSalary,
      BigDecimal p95Salary) {}

  private static final class Group {
    private long headcount;
    private final List<BigDecimal> salaries = new ArrayList<>();
  }

  private final Map<Key, Group> groups = new HashMap<>();

  /** Counts one record; nothing where it is no JSON object. */
  public void add(String value, Instant timestamp) {
    JsonNode employee;
    try {
      employee = Json.mapper().readTree(value);
    } catch (IOException e) {
      return;
    }
    if (!employee.isObject()) {
      return;
    }
    var group =
        groups.computeIfAbsent(
            new Key(
                employee.path("Designation").asText("unknown"),
                timestamp.toString().substring(0, 10),
                employee.path("Gender").asText("unknown")),
            key -> new Group());
    group.headcount++;
    if (employee.path("Salary").asText().matches("\\d+(\\.\\d+)?")) {
      group.salaries.add(
          new BigDecimal(employee.path("Salary").asText()).setScale(2, RoundingMode.HALF_UP));
    }
  }

  /** Every row of the table. */
  public Map<Key, Values> rows() {
    var rows = new HashMap<Key, Values>();
    groups.forEach((key, group) -> rows.put(key, values(group)));
    return rows;
  }

  private static Values values(Group group) {
    var sorted = group.salaries.stream().sorted().toList();
    if (sorted.isEmpty()) {
      return new Values(group.headcount, null, null, null, null, null);
    }
    var sum = sorted.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    return new Values(
        group.headcount,
        sum.divide(BigDecimal.valueOf(sorted.size()), 2, RoundingMode.HALF_UP),
        sorted.get(0),
        sorted.get(sorted.size() - 1),
        percentile(sorted, 0.5),
        percentile(sorted, 0.95));
  }

  /** Between the two neighbours of the position, in proportion. */
  private static BigDecimal percentile(List<BigDecimal> sorted, double fraction) {
    var position = fraction * (sorted.size() - 1);
    var below = sorted.get((int) Math.floor(position)).doubleValue();
    var above = sorted.get((int) Math.ceil(position)).doubleValue();
    var between =
        below == above
            ? below
            : (Math.ceil(position) - position) * below + (position - Math.floor(position)) * above;
    return BigDecimal.valueOf(between).setScale(2, RoundingMode.HALF_UP);
  }
}
