package dev.kappa.spark.source;

import dev.kappa.spark.events.EventRows;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What one poll yielded. */
final class Block {
  /** About what a record and the objects of its event take, besides their bytes. */
  private static final long RECORD_BYTES = 450;

  private final long from;
  private final long until;
  private final List<ParsedRecord> records;
  private final long bytes;

  /**
   * @param from its first offset
   * @param until the offset after it; between the two there may be offsets without a record
   * @param bytes about how much memory it takes
   */
  Block(long from, long until, List<ParsedRecord> records, long bytes) {
    this.from = from;
    this.until = until;
    this.records = records;
    this.bytes = bytes;
  }

  /** A block of these records, parsed. */
  static Block of(
      long from, long until, List<ConsumerRecord<byte[], byte[]>> records, EventRows rows) {
    var parsed = records.stream().map(record -> ParsedRecord.of(record, rows)).toList();
    long bytes = parsed.stream().mapToLong(one -> RECORD_BYTES + one.bytes()).sum();
    return new Block(from, until, parsed, bytes);
  }

  long from() {
    return from;
  }

  long until() {
    return until;
  }

  List<ParsedRecord> records() {
    return records;
  }

  long bytes() {
    return bytes;
  }
}
