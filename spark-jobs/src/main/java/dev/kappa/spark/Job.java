package dev.kappa.spark;

import dev.kappa.contracts.Topics;
import dev.kappa.spark.events.EventParser;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * An analytic job: the events of one topic, aggregated by event time into the rows of one table.
 *
 * <p>Whoever runs it reads the topic, parses the events, sets the watermark on their event time
 * before {@link #transform} and writes what comes out.
 */
public interface Job {

  /**
   * In kebab-case. The table, the checkpoint and the Kafka group are named after it: {@code
   * actions-by-page} writes {@code actions_by_page} and is the group {@code kappa.actions-by-page}.
   */
  String name();

  /** The topic it reads. */
  String topic(Topics topics);

  /** How a record's value becomes the columns of an event. */
  EventParser parser();

  /**
   * The computation: pure, and the same for a stream and for a table.
   *
   * @param events the parser's columns, the event time {@code at} first, and where each event was
   *     read: {@code topic}, {@code partition}, {@code offset}
   * @return rows with the table's columns and values that are whole: an update of a row replaces it
   */
  Dataset<Row> transform(Dataset<Row> events);

  /** The table it writes, in the configured keyspace. */
  default String table() {
    return name().replace('-', '_');
  }
}
