package dev.kappa.spark.jobs;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.round;

import dev.kappa.contracts.Topics;
import dev.kappa.spark.Job;
import dev.kappa.spark.events.EventParser;
import dev.kappa.spark.events.ParseEmployee;
import java.time.Duration;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Per designation, gender and day: headcount; average, lowest and highest salary, median and 95th
 * percentile. The percentiles are exact, interpolated between neighbours: a group's state holds
 * each different salary once.
 */
public final class SalariesByDesignation implements Job {
  private static final Windows DAY = Windows.of(Duration.ofDays(1));

  @Override
  public String name() {
    return "salaries-by-designation";
  }

  @Override
  public List<String> topics(Topics topics) {
    return List.of(topics.appendedEmployees());
  }

  @Override
  public EventParser parser() {
    return new ParseEmployee();
  }

  @Override
  public Dataset<Row> transform(Dataset<Row> events) {
    return DAY.assign(
            events.select(
                col(EventParser.AT), known("designation"), known("gender"), col("salary")))
        .groupBy(Windows.groupedWith(col("designation"), col("gender")))
        .agg(
            count(lit(1)).as("headcount"),
            round(avg(col("salary")), 2).as("average_salary"),
            min(col("salary")).as("lowest_salary"),
            max(col("salary")).as("highest_salary"),
            percentile("0.5").as("median_salary"),
            percentile("0.95").as("p95_salary"))
        .select(
            col("designation"),
            DAY.day(),
            col("gender"),
            col("headcount"),
            col("average_salary"),
            col("lowest_salary"),
            col("highest_salary"),
            col("median_salary"),
            col("p95_salary"));
  }

  private static Column percentile(String fraction) {
    return round(expr("percentile(salary, " + fraction + ")"), 2).cast("decimal(18,2)");
  }

  /** A key column is never null. */
  private static Column known(String column) {
    return coalesce(col(column), lit("unknown")).as(column);
  }
}
