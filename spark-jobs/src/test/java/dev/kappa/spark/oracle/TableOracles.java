package dev.kappa.spark.oracle;

import java.time.Instant;

/** The oracles of all tables that employees and actions fill. */
public record TableOracles(
    EmployeesByInterestOracle employees,
    SalariesByDesignationOracle salaries,
    ActionsOracle pages,
    ActionsOracle categories,
    TopPagesOracle topPages,
    SessionsOracle sessions,
    UnusualTrafficOracle traffic) {

  public TableOracles() {
    this(
        new EmployeesByInterestOracle(),
        new SalariesByDesignationOracle(),
        ActionsOracle.byPage(),
        ActionsOracle.byCategory(),
        new TopPagesOracle(),
        new SessionsOracle(),
        new UnusualTrafficOracle());
  }

  /** An employee that counts. */
  public void employee(String value, Instant timestamp) {
    employees.add(value, timestamp);
    salaries.add(value, timestamp);
  }

  /** An action that counts, each uuid once. */
  public void action(String value) {
    pages.add(value);
    categories.add(value);
    topPages.add(value);
    sessions.add(value);
    traffic.add(value);
  }
}
