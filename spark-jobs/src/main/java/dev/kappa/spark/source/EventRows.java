package dev.kappa.spark.source;

import dev.kappa.contracts.MalformedEventException;
import dev.kappa.spark.events.EventParser;
import dev.kappa.spark.events.ParseEvents;
import java.time.Instant;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Function1;

/**
 * Records as rows: {@code key}, {@code value}, {@code topic}, {@code partition}, {@code offset},
 * {@code timestamp} and {@code headers} as in Spark's source for Kafka, and {@code event}, the
 * parser's columns, null where the record is malformed.
 */
final class EventRows {
  private static final StructType HEADER =
      new StructType().add("key", DataTypes.StringType).add("value", DataTypes.BinaryType);

  private final EventParser parser;
  private final Function1<Object, Object> toCatalyst;
  private final UTF8String topic;

  /** A row, and the offset of its record. */
  record Parsed(long offset, InternalRow row) {}

  EventRows(EventParser parser, String topic) {
    this.parser = parser;
    this.toCatalyst = CatalystTypeConverters.createToCatalystConverter(parser.schema());
    this.topic = UTF8String.fromString(topic);
  }

  static StructType schema(EventParser parser) {
    return new StructType()
        .add("key", DataTypes.BinaryType)
        .add("value", DataTypes.BinaryType)
        .add("topic", DataTypes.StringType)
        .add("partition", DataTypes.IntegerType)
        .add("offset", DataTypes.LongType)
        .add("timestamp", DataTypes.TimestampType)
        .add("headers", DataTypes.createArrayType(HEADER))
        .add(ParseEvents.EVENT, parser.schema());
  }

  Parsed of(ConsumerRecord<byte[], byte[]> record) {
    return new Parsed(
        record.offset(),
        new GenericInternalRow(
            new Object[] {
              record.key(),
              record.value(),
              topic,
              record.partition(),
              record.offset(),
              record.timestamp() * 1_000,
              headers(record.headers()),
              event(record)
            }));
  }

  private Object event(ConsumerRecord<byte[], byte[]> record) {
    try {
      return toCatalyst.apply(
          parser.parse(record.value(), Instant.ofEpochMilli(record.timestamp())));
    } catch (MalformedEventException e) {
      return null;
    }
  }

  private static ArrayData headers(Headers headers) {
    var all = headers.toArray();
    return all.length == 0
        ? null
        : new GenericArrayData(
            Stream.of(all)
                .map(
                    header ->
                        new GenericInternalRow(
                            new Object[] {UTF8String.fromString(header.key()), header.value()}))
                .toArray());
  }
}
