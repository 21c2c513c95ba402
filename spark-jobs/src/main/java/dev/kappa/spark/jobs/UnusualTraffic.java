package dev.kappa.spark.jobs;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.timestamp_seconds;
import static org.apache.spark.sql.functions.unix_millis;
import static org.apache.spark.sql.functions.when;

import dev.kappa.contracts.Topics;
import dev.kappa.spark.Job;
import dev.kappa.spark.condensing.Condensing;
import dev.kappa.spark.events.EventParser;
import dev.kappa.spark.events.ParseEnrichedAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.FlatMapGroupsWithStateFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.streaming.GroupState;
import org.apache.spark.sql.streaming.GroupStateTimeout;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Per page and minute with actions: actions, how many were expected, how far they are apart, and
 * whether that is unusual.
 *
 * <p>Expected is the mean of the minutes before, from the first one in which the page had an action
 * in the last hour; a page that had none has nothing expected. The score is {@code (actions -
 * expected) / sqrt(expected + 1)}; a minute is unusual where that is {@value #UNUSUAL_SCORE} or
 * more in either direction, and {@value #UNUSUAL_FROM_MINUTES} minutes or more came before.
 */
public final class UnusualTraffic implements Job {
  static final int UNUSUAL_SCORE = 3;
  static final int UNUSUAL_FROM_MINUTES = 10;

  private static final StructType MINUTE =
      new StructType()
          .add("page", DataTypes.StringType)
          .add("minute", DataTypes.LongType)
          .add("actions", DataTypes.LongType)
          .add("history", DataTypes.LongType)
          .add("before", DataTypes.LongType);

  @Override
  public String name() {
    return "unusual-traffic";
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
    return Optional.of(Condensing.of(Duration.ofMinutes(1), "page"));
  }

  @Override
  public Dataset<Row> transform(Dataset<Row> events) {
    var actions = events.withColumn("millis", unix_millis(col(EventParser.AT)));
    var start = timestamp_seconds(col("minute").multiply(lit(60)));
    return actions
        .groupBy("page")
        .as(Encoders.STRING(), Encoders.row(actions.schema()))
        .flatMapGroupsWithState(
            (FlatMapGroupsWithStateFunction<String, Row, TrafficOfPage, Row>)
                UnusualTraffic::changes,
            OutputMode.Update(),
            Encoders.kryo(TrafficOfPage.class),
            Encoders.row(MINUTE),
            GroupStateTimeout.EventTimeTimeout())
        .withColumn("expected", when(col("history").gt(0), col("before").divide(col("history"))))
        .withColumn(
            "score",
            col("actions").minus(col("expected")).divide(sqrt(col("expected").plus(lit(1)))))
        .select(
            col("page"),
            date_format(start, "yyyy-MM-dd").as("day"),
            start.as("window_start"),
            col("actions"),
            col("expected"),
            col("score"),
            coalesce(
                    abs(col("score"))
                        .geq(UNUSUAL_SCORE)
                        .and(col("history").geq(UNUSUAL_FROM_MINUTES)),
                    lit(false))
                .as("unusual"));
  }

  private static Iterator<Row> changes(
      String page, Iterator<Row> actions, GroupState<TrafficOfPage> state) {
    var traffic = state.exists() ? state.get() : new TrafficOfPage();
    actions.forEachRemaining(
        condensed -> traffic.add(condensed.getAs("millis"), condensed.getAs(Condensing.EVENTS)));
    var rows = new ArrayList<Row>();
    for (TrafficOfPage.Minute one : traffic.changes()) {
      rows.add(RowFactory.create(page, one.minute(), one.actions(), one.history(), one.before()));
    }
    Retained.keep(traffic, state);
    return rows.iterator();
  }
}
