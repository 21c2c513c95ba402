package dev.kappa.spark.events;

import dev.kappa.contracts.MalformedEventException;
import java.time.Instant;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Function1;

/**
 * Records of one topic as events, in rows with values as Spark keeps them: the parser's columns,
 * the event time first, and where each was read: {@code topic}, {@code partition}, {@code offset},
 * and {@code bytes}, the size of the record's key and value.
 */
public final class EventRows {
  /** The ordinal of the event time, in microseconds since 1970. */
  public static final int AT = 0;

  private final EventParser parser;
  private final Function1<Object, Object>[] toCatalyst;
  private final UTF8String topic;

  /** Rows for the records of {@code topic}. */
  public EventRows(EventParser parser, String topic) {
    this.parser = parser;
    this.toCatalyst = converters(parser.schema());
    this.topic = UTF8String.fromString(topic);
  }

  @SuppressWarnings("unchecked") // an array of a generic type
  private static Function1<Object, Object>[] converters(StructType schema) {
    return IntStream.range(0, schema.size())
        .mapToObj(column -> schema.apply(column).dataType())
        .map(CatalystTypeConverters::createToCatalystConverter)
        .toArray(Function1[]::new);
  }

  /** The columns. */
  public static StructType schema(EventParser parser) {
    return parser
        .schema()
        .add("topic", DataTypes.StringType)
        .add("partition", DataTypes.IntegerType)
        .add("offset", DataTypes.LongType)
        .add("bytes", DataTypes.IntegerType);
  }

  /**
   * The event of a record.
   *
   * @throws MalformedEventException when it is none
   */
  public InternalRow of(ConsumerRecord<byte[], byte[]> record) {
    var event = parser.parse(record.value(), Instant.ofEpochMilli(record.timestamp()));
    var columns = toCatalyst.length;
    var row = new Object[columns + 4];
    for (int column = 0; column < columns; column++) {
      row[column] = toCatalyst[column].apply(event.get(column));
    }
    row[columns] = topic;
    row[columns + 1] = record.partition();
    row[columns + 2] = record.offset();
    row[columns + 3] = length(record.key()) + length(record.value());
    return new GenericInternalRow(row);
  }

  private static int length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
