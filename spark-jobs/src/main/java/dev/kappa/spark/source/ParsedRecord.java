package dev.kappa.spark.source;

import dev.kappa.contracts.MalformedEventException;
import dev.kappa.spark.events.EventRows;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.sql.catalyst.InternalRow;

/** A record, and what a parser makes of it. */
sealed interface ParsedRecord {
  ConsumerRecord<byte[], byte[]> record();

  /** About how much memory its bytes take. */
  int bytes();

  /** A record that is an event, and its {@link EventRows}. */
  record Event(ConsumerRecord<byte[], byte[]> record, InternalRow row) implements ParsedRecord {
    /** An event is hardly longer than its record; often its texts are where the record has them. */
    @Override
    public int bytes() {
      return 2 * Math.max(0, record.serializedValueSize());
    }
  }

  /** A record that is none, and why. */
  record Malformed(ConsumerRecord<byte[], byte[]> record, String problem) implements ParsedRecord {
    @Override
    public int bytes() {
      return Math.max(0, record.serializedValueSize());
    }
  }

  static ParsedRecord of(ConsumerRecord<byte[], byte[]> record, EventRows rows) {
    try {
      return new Event(record, rows.of(record));
    } catch (MalformedEventException e) {
      return new Malformed(record, e.getMessage());
    }
  }
}
