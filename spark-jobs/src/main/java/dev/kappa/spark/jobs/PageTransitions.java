package dev.kappa.spark.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.timestamp_millis;
import static org.apache.spark.sql.functions.unix_millis;

import dev.kappa.contracts.Topics;
import dev.kappa.spark.Job;
import dev.kappa.spark.events.EventParser;
import dev.kappa.spark.events.ParseEnrichedAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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
 * Per page, page visited next, and hour: how often a user went from the one to the other within a
 * session. The hour is that of the later visit; going to the same page again counts. An action that
 * comes out of order takes a transition back and makes two others; a row that falls to nothing is
 * deleted. Actions without a user lead nowhere.
 */
public final class PageTransitions implements Job {
  private static final Windows HOUR = Windows.of(Duration.ofHours(1));
  private static final StructType CHANGE =
      new StructType()
          .add("from_page", DataTypes.StringType)
          .add("to_page", DataTypes.StringType)
          .add("millis", DataTypes.LongType)
          .add("change", DataTypes.LongType);

  @Override
  public String name() {
    return "page-transitions";
  }

  @Override
  public List<String> topics(Topics topics) {
    return List.of(topics.enrichedActions());
  }

  @Override
  public EventParser parser() {
    return new ParseEnrichedAction();
  }

  /**
   * Spark refuses an aggregation after an operator with event-time time-outs, which might emit late
   * rows. This one does not: a change is as late as the action that caused it, or less. The second
   * watermark, which the aggregation needs to find the event time, must not hold up the first.
   */
  @Override
  public Map<String, String> settings() {
    return Map.of(
        "spark.sql.streaming.statefulOperator.checkCorrectness.enabled", "false",
        "spark.sql.streaming.multipleWatermarkPolicy", "max");
  }

  @Override
  public Dataset<Row> transform(Dataset<Row> events) {
    var actions =
        events
            .where(col("user").isNotNull())
            .select(
                col(EventParser.AT),
                col("user"),
                col("page"),
                col(UUID),
                unix_millis(col(EventParser.AT)).as("millis"));
    var changes =
        actions
            .groupBy("user")
            .as(Encoders.STRING(), Encoders.row(actions.schema()))
            .flatMapGroupsWithState(
                (FlatMapGroupsWithStateFunction<String, Row, VisitsOfUser, Row>)
                    PageTransitions::changes,
                OutputMode.Append(),
                Encoders.kryo(VisitsOfUser.class),
                Encoders.row(CHANGE),
                GroupStateTimeout.EventTimeTimeout())
            .withColumn(EventParser.AT, timestamp_millis(col("millis")))
            .withWatermark(EventParser.AT, "365 days");
    return HOUR.assign(changes)
        .groupBy(Windows.groupedWith(col("from_page"), col("to_page")))
        .agg(sum(col("change")).as("transitions"))
        .select(
            col("from_page"),
            HOUR.day(),
            HOUR.start(),
            col("to_page"),
            col("transitions"),
            col("transitions").equalTo(0).as(DELETED));
  }

  private static Iterator<Row> changes(
      String user, Iterator<Row> actions, GroupState<VisitsOfUser> state) {
    var visits = state.exists() ? state.get() : new VisitsOfUser();
    var rows = new ArrayList<Row>();
    actions.forEachRemaining(
        action ->
            visits
                .add(
                    new VisitsOfUser.Visit(
                        action.getAs("millis"), action.getAs(UUID), action.getAs("page")))
                .forEach(
                    one ->
                        rows.add(RowFactory.create(one.from(), one.to(), one.at(), one.change()))));
    Retained.keep(visits, state);
    return rows.iterator();
  }
}
