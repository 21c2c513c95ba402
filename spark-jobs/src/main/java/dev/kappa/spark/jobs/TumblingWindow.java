package dev.kappa.spark.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.window;

import dev.kappa.spark.events.EventParser;
import java.time.Duration;
import org.apache.spark.sql.Column;

/** Windows of one length that follow one another, aligned to midnight UTC. */
record TumblingWindow(Duration length) {
  private static final String WINDOW = "window";

  /** What to group by. */
  Column group() {
    return window(col(EventParser.AT), length.toSeconds() + " seconds").as(WINDOW);
  }

  /** The window's length, for tables that hold windows of more than one. */
  Column seconds() {
    return lit((int) length.toSeconds()).as("window_seconds");
  }

  /** The window's beginning. */
  Column start() {
    return col(WINDOW).getField("start").as("window_start");
  }

  /** The day of the window's beginning, for example {@code 2026-11-23}: half of a partition key. */
  Column day() {
    return date_format(col(WINDOW).getField("start"), "yyyy-MM-dd").as("day");
  }
}
