package dev.kappa.spark.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;

import dev.kappa.contracts.Topics;
import dev.kappa.spark.Job;
import dev.kappa.spark.events.EventParser;
import dev.kappa.spark.events.ParseAnyRecord;
import java.time.Duration;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Per topic, partition and minute: records, their bytes, first and last offset. Every record of the
 * pipeline's topics of events counts, malformed ones and repeated ones too, so that what went into
 * a stage can be compared with what came out. Dead letters are no part of it: their time is when
 * they were set aside, and would make the events of a log that is read again late.
 */
public final class StageAudit implements Job {
  private static final Windows MINUTE = Windows.of(Duration.ofMinutes(1));

  @Override
  public String name() {
    return "stage-audit";
  }

  @Override
  public List<String> topics(Topics topics) {
    return List.of(
        topics.employees(),
        topics.appendedEmployees(),
        topics.actions(),
        topics.enrichedActions(),
        topics.fulltext());
  }

  @Override
  public EventParser parser() {
    return new ParseAnyRecord();
  }

  @Override
  public boolean takesReturnsOfOthers() {
    return true;
  }

  @Override
  public Dataset<Row> transform(Dataset<Row> events) {
    return MINUTE
        .assign(events)
        .groupBy(Windows.groupedWith(col("topic"), col("partition")))
        .agg(
            count(lit(1)).as("records"),
            sum(col("bytes")).as("bytes"),
            min(col("offset")).as("first_offset"),
            max(col("offset")).as("last_offset"))
        .select(
            col("topic"),
            col("partition").as("kafka_partition"),
            MINUTE.day(),
            MINUTE.start(),
            col("records"),
            col("bytes"),
            col("first_offset"),
            col("last_offset"));
  }
}
