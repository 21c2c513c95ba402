package dev.kappa.spark.events;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_micros;

import dev.kappa.contracts.MalformedEventException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;

/** Records of a topic into events: a struct {@code event}, null where a record is malformed. */
public final class ParseEvents {
  private static final String EVENT = "event";

  private ParseEvents() {}

  /**
   * Parses records.
   *
   * @param records {@code value}, {@code timestamp}, {@code topic}, {@code partition}, {@code
   *     offset}
   * @return the struct {@code event}, and {@code value}, {@code topic}, {@code partition}, {@code
   *     offset}
   */
  public static Dataset<Row> parse(Dataset<Row> records, EventParser parser) {
    UDF2<byte[], Long, Row> parse =
        (value, micros) -> {
          try {
            return parser.parse(value, Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
          } catch (MalformedEventException e) {
            return null;
          }
        };
    // Said to be non-deterministic so that the optimizer does not parse once for each use of it.
    var event = udf(parse, parser.schema()).asNondeterministic();
    return records.select(
        event.apply(col("value"), unix_micros(col("timestamp"))).as(EVENT),
        col("topic"),
        col("partition"),
        col("offset"));
  }

  /** The events among parsed records: the parser's columns and where each was read. */
  public static Dataset<Row> wellFormed(Dataset<Row> parsed) {
    return parsed
        .where(col(EVENT).isNotNull())
        .select(col(EVENT + ".*"), col("topic"), col("partition"), col("offset"));
  }
}
