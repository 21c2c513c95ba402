package com.example;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.window;

import dev.kappa.contracts.EnrichedAction;
import dev.kappa.contracts.Json;
import dev.kappa.contracts.MalformedEventException;
import dev.kappa.contracts.Topics;
import dev.kappa.spark.Job;
import dev.kappa.spark.events.EventParser;
import dev.kappa.spark.table.TableKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Per path of a uri and hour: actions. */
public final class ActionsByUri implements Job {
  @Override
  public String name() {
    return "actions-by-uri";
  }

  @Override
  public List<String> topics(Topics topics) {
    return List.of(topics.enrichedActions());
  }

  @Override
  public EventParser parser() {
    return new ParseUri();
  }

  @Override
  public Optional<TableKeys> keys() {
    return Optional.of(
        new TableKeys(
            List.of("path", "day"),
            List.of(new TableKeys.Clustering("window_start", true)),
            Duration.ofDays(30)));
  }

  @Override
  public Dataset<Row> transform(Dataset<Row> events) {
    var path = substring_index(col("uri"), "?", 1).as("path");
    var hour = window(col("at"), "1 hour").as("hour");
    return events
        .groupBy(path, hour)
        .agg(count(lit(1)).as("actions"))
        .select(
            col("path"),
            date_format(col("hour.start"), "yyyy-MM-dd").as("day"),
            col("hour.start").as("window_start"),
            col("actions"));
  }

  /** The event time, what tells a duplicate, and the uri. */
  private static final class ParseUri implements EventParser {
    private static final long serialVersionUID = 1L;

    @Override
    public StructType schema() {
      return new StructType()
          .add("at", DataTypes.TimestampType)
          .add("uuid", DataTypes.StringType)
          .add("uri", DataTypes.StringType);
    }

    @Override
    public Row parse(byte[] value, Instant recordTime) {
      var action = Json.decode(value, EnrichedAction.class);
      if (action.uuid() == null || action.uri() == null || action.at() == null) {
        throw new MalformedEventException("uuid, uri or at is missing");
      }
      try {
        return RowFactory.create(Instant.parse(action.at()), action.uuid(), action.uri());
      } catch (DateTimeParseException e) {
        throw new MalformedEventException("at is no ISO-8601 instant", e);
      }
    }
  }
}
