package dev.kappa.spark;

import dev.kappa.contracts.Topics;
import dev.kappa.spark.condensing.Condensing;
import dev.kappa.spark.events.EventParser;
import dev.kappa.spark.table.TableKeys;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * An analytic job: the events of one topic, aggregated by event time into the rows of one table. A
 * class that implements it, has a constructor without arguments and is named in {@code
 * META-INF/services/dev.kappa.spark.Job} of a jar on the class path can be submitted by its name.
 *
 * <p>Whoever runs it reads the topic, parses the events, sets the watermark on their event time
 * before {@link #transform} and writes what comes out.
 */
public interface Job {
  /** The column of {@link #identity} where a parser yields it. */
  String UUID = "uuid";

  /**
   * A column that {@link #transform} may add to the table's: where it is true, the row that stood
   * under these keys is deleted.
   */
  String DELETED = "deleted";

  /**
   * In kebab-case. The table, the checkpoint and the Kafka group are named after it: {@code
   * actions-by-page} writes {@code actions_by_page} and is the group {@code kappa.actions-by-page}.
   */
  String name();

  /** The topics it reads; most jobs read one. */
  List<String> topics(Topics topics);

  /** How a record's value becomes the columns of an event. */
  EventParser parser();

  /**
   * The event's column that tells a duplicate: of events that share it within the watermark, one
   * counts. Empty for a job that counts every record.
   */
  default Optional<String> identity() {
    return Optional.of(UUID).filter(List.of(parser().schema().fieldNames())::contains);
  }

  /**
   * Grows when the transform changes in a way that the state of before does not fit: other windows,
   * other keys, another meaning of a value. The next start is then refused until somebody says that
   * the job begins anew, instead of mixing old and new numbers.
   */
  default int version() {
    return 1;
  }

  /**
   * Whether records count, too, that were dead letters of another stage and were sent back for that
   * one: they were here before.
   */
  default boolean takesReturnsOfOthers() {
    return false;
  }

  /** Settings of Spark SQL that the job's query needs, and no other job's. */
  default Map<String, String> settings() {
    return Map.of();
  }

  /**
   * Makes fewer rows of the events before {@link #transform}, where the job needs no more of them
   * than that. Empty for a job that is given every event.
   */
  default Optional<Condensing> condensing() {
    return Optional.empty();
  }

  /**
   * The computation: pure, and the same for a stream and for a table.
   *
   * <p>It runs in update mode, and after duplicates are gone: an aggregation by a {@code window} of
   * {@code at}, or {@code flatMapGroupsWithState} in update mode with event-time time-outs. Every
   * event that it is given is later than the watermark; whatever is not was kept aside before. Use
   * {@code at} itself and not a copy of it: the watermark is known by that column.
   *
   * @param events condensed where the job says so; otherwise the parser's columns, the event time
   *     {@code at} first, and where each event was read: {@code topic}, {@code partition}, {@code
   *     offset}, and {@code bytes}, the size of its record's key and value
   * @return rows with the table's columns and values that are whole: an update of a row replaces it
   */
  Dataset<Row> transform(Dataset<Row> events);

  /**
   * How far an event may lag behind the newest and still be counted. Empty for the configured
   * {@code jobs.watermark}.
   */
  default Optional<Duration> watermark() {
    return Optional.empty();
  }

  /**
   * The keys of its table, from which {@code --print-table} makes the statement that creates it,
   * and which the table is compared with. Empty for a table that is created in another way.
   */
  default Optional<TableKeys> keys() {
    return Optional.empty();
  }

  /** The table it writes, in the configured keyspace. */
  default String table() {
    return name().replace('-', '_');
  }
}
