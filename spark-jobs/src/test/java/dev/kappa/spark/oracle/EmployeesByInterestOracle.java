package dev.kappa.spark.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** {@code employees_by_interest}, computed the slow and obvious way. */
public final class EmployeesByInterestOracle {
  /** A row's key. */
  public record Key(String interest, Instant windowStart) {}

  /** A row's values, as text where their scale does not matter. */
  public record Values(
      long headcount,
      BigDecimal averageSalary,
      BigDecimal lowestSalary,
      BigDecimal highestSalary,
      Double averageAge) {}

  private record Person(BigDecimal salary, Integer age) {}

  private final Map<Key, List<Person>> groups = new HashMap<>();

  /** Counts one record; nothing where it is no JSON object. */
  public void add(String value, Instant timestamp) {
    JsonNode employee;
    try {
      employee = Json.mapper().readTree(value);
    } catch (IOException e) {
      return;
    }
    if (!employee.isObject() || !employee.path("Interests").isTextual()) {
      return;
    }
    var salary =
        employee.path("Salary").asText().matches("\\d+(\\.\\d+)?")
            ? new BigDecimal(employee.path("Salary").asText())
            : null;
    var age = employee.path("Age").isInt() ? Integer.valueOf(employee.path("Age").asInt()) : null;
    for (String part : employee.path("Interests").asText().split(",", -1)) {
      if (!part.strip().isEmpty()) {
        groups
            .computeIfAbsent(
                new Key(part.strip(), timestamp.truncatedTo(ChronoUnit.HOURS)),
                key -> new ArrayList<>())
            .add(new Person(salary, age));
      }
    }
  }

  /** Every row of the table. */
  public Map<Key, Values> rows() {
    var rows = new HashMap<Key, Values>();
    groups.forEach((key, people) -> rows.put(key, values(people)));
    return rows;
  }

  private static Values values(List<Person> people) {
    var salaries = people.stream().map(Person::salary).filter(Objects::nonNull).sorted().toList();
    var ages = people.stream().map(Person::age).filter(Objects::nonNull).toList();
    var sum = salaries.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    return new Values(
        people.size(),
        salaries.isEmpty()
            ? null
            : money(sum.divide(BigDecimal.valueOf(salaries.size()), 2, RoundingMode.HALF_UP)),
        salaries.isEmpty() ? null : money(salaries.get(0)),
        salaries.isEmpty() ? null : money(salaries.get(salaries.size() - 1)),
        ages.isEmpty()
            ? null
            : (double) ages.stream().mapToLong(Integer::longValue).sum() / ages.size());
  }

  private static BigDecimal money(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_UP);
  }
}
