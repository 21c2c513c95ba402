package dev.kappa.ingest.oracle;

import dev.kappa.contracts.Employee;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code employees_by_interest}, after the enricher has appended an interest. */
final class EmployeesByInterest implements ExpectedTable {
  private static final long HOUR = 3600;

  private final String appended;
  private final Map<Key, Salaries> groups =
      new TreeMap<>(Comparator.comparing(Key::interest).thenComparing(Key::start));

  private record Key(String interest, Instant start) {}

  /**
   * An empty table.
   *
   * @param appended the interest that the enricher appends
   */
  EmployeesByInterest(String appended) {
    this.appended = appended;
  }

  @Override
  public String name() {
    return "employees_by_interest";
  }

  @Override
  public void add(Object event, Instant at) {
    var employee = (Employee) event;
    for (var interest : (employee.interests() + "," + appended).split(",", -1)) {
      groups
          .computeIfAbsent(new Key(interest, Windows.start(at, HOUR)), key -> new Salaries())
          .add(employee);
    }
  }

  @Override
  public List<Map<String, Object>> rows() {
    var rows = new ArrayList<Map<String, Object>>();
    groups.forEach(
        (key, salaries) -> {
          var row = new LinkedHashMap<String, Object>();
          row.put("interest", key.interest());
          row.put("window_start", key.start().toString());
          salaries.into(row);
          row.put("average_age", salaries.averageAge());
          rows.add(row);
        });
    return rows;
  }
}
