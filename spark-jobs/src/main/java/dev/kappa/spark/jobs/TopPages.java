package dev.kappa.spark.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.posexplode;

import dev.kappa.contracts.Topics;
import dev.kappa.spark.Job;
import dev.kappa.spark.condensing.Condensing;
import dev.kappa.spark.events.EventParser;
import dev.kappa.spark.events.ParseEnrichedAction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Per hour: the {@value #PAGES} most visited pages, ranked; pages that are level, by name. Counts
 * are exact up to {@value PageCounts#EXACT_UP_TO} different pages an hour. Above that a count may
 * be off by 0.02 % of the hour's actions, and a page that has fewer may be missing.
 */
public final class TopPages implements Job {
  static final int PAGES = 10;

  private static final Windows HOUR = Windows.of(Duration.ofHours(1));

  @Override
  public String name() {
    return "top-pages";
  }

  @Override
  public List<String> topics(Topics topics) {
    return List.of(topics.enrichedActions());
  }

  @Override
  public EventParser parser() {
    return new ParseEnrichedAction();
  }

  @Override
  public Optional<Condensing> condensing() {
    return Optional.of(Condensing.of(HOUR.inner(), "page"));
  }

  @Override
  public Dataset<Row> transform(Dataset<Row> events) {
    return HOUR.assign(events)
        .groupBy(Windows.groupedWith())
        .agg(TopCounts.of(col("page"), col(Condensing.EVENTS), PAGES).as("top"))
        .select(HOUR.day(), HOUR.start(), posexplode(col("top")))
        .select(
            col("day"),
            col("window_start"),
            col("pos").plus(lit(1)).as("rank"),
            col("col.page").as("page"),
            col("col.actions").as("actions"));
  }
}
