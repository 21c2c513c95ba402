package dev.kappa.spark.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_millis;
import static org.apache.spark.sql.functions.unix_millis;

import dev.kappa.contracts.Topics;
import dev.kappa.spark.Job;
import dev.kappa.spark.events.EventParser;
import dev.kappa.spark.events.ParseEnrichedAction;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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
 * Per user and session: start, end, actions, first and last page, duration. A session is there from
 * its first action on, and grows. An action that comes out of order may give it an earlier start,
 * or make two sessions one: the rows of the starts that are no more are deleted. Actions without a
 * user are in no session.
 */
public final class UserSessions implements Job {
  private static final StructType SESSION =
      new StructType()
          .add("user", DataTypes.StringType)
          .add("start", DataTypes.LongType)
          .add("end", DataTypes.LongType)
          .add("actions", DataTypes.LongType)
          .add("first_page", DataTypes.StringType)
          .add("last_page", DataTypes.StringType)
          .add(DELETED, DataTypes.BooleanType);

  @Override
  public String name() {
    return "user-sessions";
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
    return actions
        .groupBy("user")
        .as(Encoders.STRING(), Encoders.row(actions.schema()))
        .flatMapGroupsWithState(
            (FlatMapGroupsWithStateFunction<String, Row, SessionsOfUser, Row>)
                UserSessions::changes,
            OutputMode.Update(),
            Encoders.kryo(SessionsOfUser.class),
            Encoders.row(SESSION),
            GroupStateTimeout.EventTimeTimeout())
        .select(
            col("user"),
            date_format(timestamp_millis(col("start")), "yyyy-MM-dd").as("day"),
            timestamp_millis(col("start")).as("session_start"),
            timestamp_millis(col("end")).as("session_end"),
            col("actions"),
            col("first_page"),
            col("last_page"),
            col("end").minus(col("start")).divide(lit(1000)).as("duration_seconds"),
            col(DELETED));
  }

  private static Iterator<Row> changes(
      String user, Iterator<Row> actions, GroupState<SessionsOfUser> state) {
    var sessions = state.exists() ? state.get() : new SessionsOfUser();
    var before = sessions.sessions();
    actions.forEachRemaining(
        action -> sessions.add(action.getAs("millis"), action.getAs(UUID), action.getAs("page")));
    var after = sessions.sessions();
    Retained.keep(sessions, state);
    var rows = new ArrayList<Row>();
    before.keySet().stream()
        .filter(start -> !after.containsKey(start))
        .forEach(start -> rows.add(row(user, before.get(start), true)));
    after.forEach(
        (start, session) -> {
          if (!session.equals(before.get(start))) {
            rows.add(row(user, session, false));
          }
        });
    return rows.iterator();
  }

  private static Row row(String user, Session session, boolean deleted) {
    return RowFactory.create(
        user,
        session.start(),
        session.end(),
        session.actions(),
        session.firstPage(),
        session.lastPage(),
        deleted);
  }
}
