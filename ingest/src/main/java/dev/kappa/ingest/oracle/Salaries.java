package dev.kappa.ingest.oracle;

import dev.kappa.contracts.Employee;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/** Salaries and ages of some employees. */
final class Salaries {
  private long headcount;
  private BigDecimal sum = BigDecimal.ZERO;
  private BigDecimal lowest;
  private BigDecimal highest;
  private long ages;

  void add(Employee employee) {
    var salary = new BigDecimal(employee.salary()).setScale(2, RoundingMode.HALF_UP);
    headcount++;
    sum = sum.add(salary);
    lowest = lowest == null ? salary : lowest.min(salary);
    highest = highest == null ? salary : highest.max(salary);
    ages += employee.age();
  }

  /** Puts headcount, average, lowest and highest salary into a row. */
  void into(Map<String, Object> row) {
    row.put("headcount", headcount);
    row.put("average_salary", sum.divide(BigDecimal.valueOf(headcount), 2, RoundingMode.HALF_UP));
    row.put("lowest_salary", lowest);
    row.put("highest_salary", highest);
  }

  double averageAge() {
    return (double) ages / headcount;
  }
}
