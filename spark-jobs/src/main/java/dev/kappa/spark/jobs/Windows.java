package dev.kappa.spark.jobs;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_seconds;
import static org.apache.spark.sql.functions.unix_seconds;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.window;

import dev.kappa.spark.events.EventParser;
import java.time.Duration;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Windows of event time that follow one another, aligned to midnight UTC: of one length, or of a
 * longer and a shorter one at once. The shorter ones live in the state as long as the longer one
 * that they are part of.
 */
record Windows(Duration outer, Duration inner) {
  private static final String WINDOW = "window";

  /** Which of the shorter windows in the longer one; {@link #WHOLE} for the longer one itself. */
  private static final String SLOT = "slot";

  private static final long WHOLE = -1;

  Windows {
    if (outer.toSeconds() % inner.toSeconds() != 0) {
      throw new IllegalArgumentException(outer + " is no multiple of " + inner);
    }
  }

  static Windows of(Duration length) {
    return new Windows(length, length);
  }

  static Windows of(Duration outer, Duration inner) {
    return new Windows(outer, inner);
  }

  /** Every event once for each window that it falls into. */
  Dataset<Row> assign(Dataset<Row> events) {
    var window = window(col(EventParser.AT), outer.toSeconds() + " seconds");
    var windowed = events.withColumn(WINDOW, window);
    if (outer.equals(inner)) {
      return windowed.withColumn(SLOT, lit(WHOLE));
    }
    var slot =
        floor(
            unix_seconds(col(EventParser.AT))
                .minus(unix_seconds(col(WINDOW).getField("start")))
                .divide(lit(inner.toSeconds())));
    return windowed.withColumn(SLOT, explode(array(lit(WHOLE), slot)));
  }

  /** What to group by, besides the job's own keys. */
  static Column[] groupedWith(Column... keys) {
    var columns = Arrays.copyOf(keys, keys.length + 2);
    columns[keys.length] = col(WINDOW);
    columns[keys.length + 1] = col(SLOT);
    return columns;
  }

  /** The window's length, for tables that hold windows of more than one. */
  Column seconds() {
    return when(col(SLOT).equalTo(WHOLE), lit((int) outer.toSeconds()))
        .otherwise(lit((int) inner.toSeconds()))
        .as("window_seconds");
  }

  /** The window's beginning. */
  Column start() {
    return beginning().as("window_start");
  }

  /** The day of the window's beginning, for example {@code 2026-11-23}: half of a partition key. */
  Column day() {
    return date_format(beginning(), "yyyy-MM-dd").as("day");
  }

  private Column beginning() {
    var whole = col(WINDOW).getField("start");
    return when(col(SLOT).equalTo(WHOLE), whole)
        .otherwise(
            timestamp_seconds(
                unix_seconds(whole).plus(col(SLOT).multiply(lit(inner.toSeconds())))));
  }
}
