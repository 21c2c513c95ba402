package dev.kappa.spark.sql;

import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import org.apache.spark.sql.execution.SparkSqlParser;

/** Whether a file is one query, as far as that can be said without its columns. */
final class SqlSyntax {
  private SqlSyntax() {}

  static void check(String text, Problems problems) {
    try {
      // Spark executes whatever is no query as soon as it is shown to it.
      if (parse(text).exists(node -> node instanceof Command || node instanceof ParsedStatement)) {
        problems.add(
            "the statement is no query: one SELECT … FROM %s is expected".formatted(SqlJob.EVENTS));
      }
    } catch (ParseException e) {
      SqlErrors.add(e, problems);
    }
  }

  /** Scala does not say that it throws this. */
  @SuppressWarnings("RedundantThrows")
  private static LogicalPlan parse(String text) throws ParseException {
    return new SparkSqlParser().parsePlan(text);
  }
}
