package dev.kappa.spark.jobs;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.trim;

import dev.kappa.contracts.Topics;
import dev.kappa.spark.Job;
import dev.kappa.spark.events.EventParser;
import dev.kappa.spark.events.ParseEmployee;
import java.time.Duration;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Per interest and hour: headcount, average, lowest and highest salary, average age. */
public final class EmployeesByInterest implements Job {
  private static final Windows HOUR = Windows.of(Duration.ofHours(1));

  @Override
  public String name() {
    return "employees-by-interest";
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
    var interests =
        events
            .select(
                col(EventParser.AT),
                col("salary"),
                col("age"),
                explode(split(col("interests"), ",")).as("interest"))
            .withColumn("interest", trim(col("interest")))
            .where(col("interest").notEqual(""));
    return HOUR.assign(interests)
        .groupBy(Windows.groupedWith(col("interest")))
        .agg(
            count(lit(1)).as("headcount"),
            round(avg(col("salary")), 2).as("average_salary"),
            min(col("salary")).as("lowest_salary"),
            max(col("salary")).as("highest_salary"),
            avg(col("age")).as("average_age"))
        .select(
            col("interest"),
            HOUR.day(),
            HOUR.start(),
            col("headcount"),
            col("average_salary"),
            col("lowest_salary"),
            col("highest_salary"),
            col("average_age"));
  }
}
