package dev.kappa.spark.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import dev.kappa.contracts.Topics;
import dev.kappa.spark.Job;
import dev.kappa.spark.condensing.Condensing;
import dev.kappa.spark.condensing.DistinctCount;
import dev.kappa.spark.events.EventParser;
import dev.kappa.spark.events.ParseEnrichedAction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Per category, and per minute and hour: actions, how many users took them, and on how many pages.
 */
public final class ActionsByCategory implements Job {
  private static final Windows WINDOWS = Windows.of(Duration.ofHours(1), Duration.ofMinutes(1));

  @Override
  public String name() {
    return "actions-by-category";
  }

  @Override
  public List<String> topics(Topics topics) {
    return List.of(topics.enrichedActions());
  }

  @Override
  public EventParser parser() {
    return new ParseEnrichedAction();
  }

  /** 5: the hashes of different users and pages ascend. */
  @Override
  public int version() {
    return 5;
  }

  @Override
  public Optional<Condensing> condensing() {
    return Optional.of(Condensing.of(WINDOWS.inner(), "category", "user", "page"));
  }

  @Override
  public Dataset<Row> transform(Dataset<Row> events) {
    return WINDOWS
        .assign(events)
        .groupBy(Windows.groupedWith(col("category")))
        .agg(
            sum(Condensing.EVENTS).as("actions"),
            DistinctCount.of(col("user")).as("distinct_users"),
            DistinctCount.of(col("page")).as("distinct_pages"))
        .select(
            col("category"),
            WINDOWS.day(),
            WINDOWS.seconds(),
            WINDOWS.start(),
            col("actions"),
            col("distinct_users"),
            col("distinct_pages"));
  }
}
