package dev.kappa.spark.events;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.octet_length;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_micros;

import dev.kappa.contracts.MalformedEventException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Records of a topic into events: a struct {@code event}, null where a record is malformed. */
public final class ParseEvents {
  /** The struct that holds an event. */
  public static final String EVENT = "event";

  private static final Column BYTES =
      coalesce(octet_length(col("key")), lit(0)).plus(coalesce(octet_length(col("value")), lit(0)));

  private ParseEvents() {}

  /**
   * Parses records.
   *
   * @param records as Kafka's source yields them
   * @return the same with the struct {@value #EVENT}
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
    return records.withColumn(EVENT, event.apply(col("value"), unix_micros(col("timestamp"))));
  }

  /** The columns of {@link #events}. */
  public static StructType eventSchema(EventParser parser) {
    return parser
        .schema()
        .add("topic", DataTypes.StringType)
        .add("partition", DataTypes.IntegerType)
        .add("offset", DataTypes.LongType)
        .add("bytes", DataTypes.IntegerType);
  }

  /**
   * The events of parsed records: the parser's columns and where each was read.
   *
   * @param more columns of the records to be kept
   */
  public static Dataset<Row> events(Dataset<Row> parsed, Column... more) {
    return parsed.select(
        Stream.concat(
                Stream.of(
                    col(EVENT + ".*"),
                    col("topic"),
                    col("partition"),
                    col("offset"),
                    BYTES.as("bytes")),
                Stream.of(more))
            .toArray(Column[]::new));
  }
}
