package dev.kappa.enrich.topology;

import java.util.List;
import java.util.Set;

/**
 * One thing that the enricher does with the records of a topic: a pure function from a record, and
 * what the tables say, to what is written.
 */
public sealed interface Flow permits AppendFlow, CountFlow, EnrichActionsFlow, JoinFlow, RouteFlow {
  /** The topic whose records it takes. */
  String from();

  /** The topics that it may write to. */
  Set<String> targets();

  /** The compacted topics that it looks things up in. */
  default Set<String> tables() {
    return Set.of();
  }

  /**
   * Checks that a row of its tables can be read.
   *
   * @throws dev.kappa.enrich.deadletter.RejectedRecordException when the row is at fault
   */
  default void checkRow(byte[] row) {}

  /**
   * What a record leads to.
   *
   * @throws dev.kappa.enrich.deadletter.RejectedRecordException when the record is at fault
   */
  List<Output> apply(SourceRecord record, Tables tables);
}
