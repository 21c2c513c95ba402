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

/** Per page, and per ten seconds and minute: actions, and how many users took them. */
public final class ActionsByPage implements Job {
  private static final Windows WINDOWS = Windows.of(Duration.ofMinutes(1), Duration.ofSeconds(10));

  @Override
  public String name() {
    return "actions-by-page";
  }

  @Override
  public List<String> topics(Topics topics) {
    return List.of(topics.enrichedActions());
  }

  @Override
  public EventParser parser() {
    return new ParseEnrichedAction();
  }

  /** 5: the hashes of different users ascend. */
  @Override
  public int version() {
    return 5;
  }

  @Override
  public Optional<Condensing> condensing() {
    return Optional.of(Condensing.of(WINDOWS.inner(), "page", "user"));
  }

  @Override
  public Dataset<Row> transform(Dataset<Row> events) {
    return WINDOWS
        .assign(events)
        .groupBy(Windows.groupedWith(col("page")))
        .agg(
            sum(Condensing.EVENTS).as("actions"),
            DistinctCount.of(col("user")).as("distinct_users"))
        .select(
            col("page"),
            WINDOWS.day(),
            WINDOWS.seconds(),
            WINDOWS.start(),
            col("actions"),
            col("distinct_users"));
  }
}
