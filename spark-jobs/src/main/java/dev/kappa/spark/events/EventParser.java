package dev.kappa.spark.events;

import dev.kappa.contracts.MalformedEventException;
import java.io.Serializable;
import java.time.Instant;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** Turns a record's value into the columns of an event. It runs once for every record. */
public interface EventParser extends Serializable {
  /** The event time's column, the first of every event. */
  String AT = "at";

  /** The columns: {@link #AT}, a timestamp, and after it the event's own. */
  StructType schema();

  /**
   * Reads one event.
   *
   * @param value the record's value
   * @param recordTime the record's timestamp, the event time of events that carry none
   * @return values in the order of {@link #schema}, which do not change any more, the event time as
   *     an {@link Instant}; a text may also be Spark's own {@link UTF8String}
   * @throws MalformedEventException when the value is no such event
   */
  Row parse(byte[] value, Instant recordTime);
}
