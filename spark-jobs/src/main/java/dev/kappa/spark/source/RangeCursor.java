package dev.kappa.spark.source;

/** How far a task has read one of its ranges. */
final class RangeCursor {
  private final EventRange range;
  private final SharedPartition partition;
  private final String query;
  private long next;

  RangeCursor(EventRange range, Reading reading, String query) {
    this.range = range;
    this.partition = SharedPartition.of(range.partition(), reading);
    this.query = query;
    this.next = range.from();
  }

  boolean isAtEnd() {
    return next >= range.until();
  }

  /** Hands on what lies in one block. */
  void readBlock(TaskIntake intake) {
    var block = partition.at(next, query);
    for (ParsedRecord parsed : block.records()) {
      long offset = parsed.record().offset();
      if (offset >= next && offset < range.until()) { // blocks of several queries may overlap
        intake.take(parsed);
      }
    }
    next = block.until();
  }
}
