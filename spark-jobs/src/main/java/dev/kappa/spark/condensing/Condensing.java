package dev.kappa.spark.condensing;

import dev.kappa.spark.events.EventParser;
import dev.kappa.spark.packing.PackedRows;
import java.io.Serializable;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * How events become fewer before Spark sees them: those of a task that have the same key and fall
 * into the same window are one row. It holds {@code at}, the latest of their times; the key; {@link
 * #EVENTS}, how many they are; and instead of each column whose different values count, under its
 * name, a sketch of them for {@link DistinctCount}.
 *
 * @param window aligned to midnight UTC; the shortest that the job groups by, or a part of it
 * @param key a column of texts
 * @param distinct columns of texts
 */
public record Condensing(Duration window, String key, ArrayList<String> distinct)
    implements Serializable {

  /** The column that says how many events a row stands for. */
  public static final String EVENTS = "events";

  /**
   * @throws IllegalArgumentException when the window is shorter than a microsecond
   */
  public Condensing {
    if (window.compareTo(Duration.of(1, ChronoUnit.MICROS)) < 0) {
      throw new IllegalArgumentException("no window: " + window);
    }
  }

  /** Of events with the same {@code key} in the same {@code window}. */
  public static Condensing of(Duration window, String key, String... distinct) {
    return new Condensing(window, key, new ArrayList<>(List.of(distinct)));
  }

  /** The columns of an event that are used. */
  public Set<String> columns() {
    return Stream.concat(Stream.of(EventParser.AT, key), distinct.stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The columns of condensed events.
   *
   * @param events those of the events
   * @throws IllegalArgumentException when one that is used is missing or holds no texts
   */
  public StructType schema(StructType events) {
    requireTexts(key, events);
    var schema =
        new StructType()
            .add(events.apply(EventParser.AT))
            .add(events.apply(key))
            .add(EVENTS, DataTypes.LongType, false);
    for (String column : distinct) {
      requireTexts(column, events);
      schema = schema.add(column, DataTypes.BinaryType, false);
    }
    return schema;
  }

  /**
   * Condenses events.
   *
   * @param blocks a column of blocks of them
   */
  public Dataset<Row> condensed(PackedRows events, Dataset<Row> blocks) {
    var column = blocks.columns()[0];
    var condensed =
        blocks
            .as(Encoders.BINARY())
            .mapPartitions(new Condense(this, events.schema()), Encoders.BINARY())
            .toDF(column);
    return new PackedRows(schema(events.schema())).unpacked(condensed);
  }

  private static void requireTexts(String column, StructType events) {
    if (!events.apply(column).dataType().equals(DataTypes.StringType)) {
      throw new IllegalArgumentException("the column " + column + " holds no texts");
    }
  }
}
