package dev.kappa.spark.source;

import java.util.List;

/** What one poll yielded. */
final class Block {
  /** About what a row takes, besides its record's value. */
  static final long ROW_BYTES = 600;

  private final long from;
  private final long until;
  private final List<EventRows.Parsed> rows;
  private final long bytes;

  /**
   * @param from its first offset
   * @param until the offset after it; between the two there may be offsets without a record
   * @param bytes about how much memory it takes
   */
  Block(long from, long until, List<EventRows.Parsed> rows, long bytes) {
    this.from = from;
    this.until = until;
    this.rows = rows;
    this.bytes = bytes;
  }

  long from() {
    return from;
  }

  long until() {
    return until;
  }

  List<EventRows.Parsed> rows() {
    return rows;
  }

  long bytes() {
    return bytes;
  }
}
