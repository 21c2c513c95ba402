package dev.kappa.ingest.oracle;

import dev.kappa.contracts.Employee;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code salaries_by_designation}, but for the median and the 95th percentile. */
final class SalariesByDesignation implements ExpectedTable {
  private final Map<Key, Salaries> groups =
      new TreeMap<>(
          Comparator.comparing(Key::designation)
              .thenComparing(Key::gender)
              .thenComparing(Key::day));

  private record Key(String designation, String gender, String day) {}

  @Override
  public String name() {
    return "salaries_by_designation";
  }

  @Override
  public void add(Object event, Instant at) {
    var employee = (Employee) event;
    var day = at.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    groups
        .computeIfAbsent(
            new Key(employee.designation(), employee.gender(), day), key -> new Salaries())
        .add(employee);
  }

  @Override
  public List<Map<String, Object>> rows() {
    var rows = new ArrayList<Map<String, Object>>();
    groups.forEach(
        (key, salaries) -> {
          var row = new LinkedHashMap<String, Object>();
          row.put("designation", key.designation());
          row.put("gender", key.gender());
          row.put("day", key.day());
          salaries.into(row);
          rows.add(row);
        });
    return rows;
  }
}
