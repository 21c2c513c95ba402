package dev.kappa.connect.sink;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;

/** Records as a worker with ByteArrayConverter hands them over. */
final class Records {
  static final TopicPartition PARTITION = new TopicPartition("topic", 3);

  private Records() {}

  static SinkRecord record(String key, String value, long offset) {
    return record(key == null ? null : bytes(key), value == null ? null : bytes(value), offset);
  }

  static SinkRecord record(Object key, Object value, long offset) {
    return new SinkRecord(
        PARTITION.topic(),
        PARTITION.partition(),
        Schema.OPTIONAL_BYTES_SCHEMA,
        key,
        null,
        value,
        offset,
        1_700_000_000_000L,
        TimestampType.CREATE_TIME);
  }

  static Operation operation(OffsetLedger ledger, String id, long offset) {
    return new Operation(
        Operation.Verb.INDEX,
        new DocumentKey("index", id),
        OptionalLong.of(offset),
        bytes("{}"),
        record(id, "{}", offset),
        ledger.open(PARTITION, offset),
        System.nanoTime());
  }

  /** A partial update, which has no version. */
  static Operation update(OffsetLedger ledger, String id, long offset) {
    return new Operation(
        Operation.Verb.UPDATE,
        new DocumentKey("index", id),
        OptionalLong.empty(),
        bytes("{}"),
        record(id, "{}", offset),
        ledger.open(PARTITION, offset),
        System.nanoTime());
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
