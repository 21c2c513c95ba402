package dev.kappa.enrich.topology;

import dev.kappa.enrich.deadletter.Reason;
import dev.kappa.enrich.deadletter.RejectedRecordException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;

/**
 * Sends rows of tables that cannot be read to the dead letters. It is an application of its own: a
 * join keeps its table as a global one, which every instance reads whole and outside of
 * transactions, and a topology cannot read one topic twice.
 */
public final class TableCheckTopology {
  private TableCheckTopology() {}

  /** Builds the check of the tables of {@code plan}. */
  public static Topology build(Plan plan) {
    var builder = new StreamsBuilder();
    for (var table : plan.tables()) {
      builder.stream(
              table,
              Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("read-" + table))
          .foreach((key, row) -> check(plan, table, key, row), Named.as("check-" + table));
    }
    return builder.build();
  }

  private static void check(Plan plan, String table, byte[] key, byte[] row) {
    if (key == null) {
      throw new RejectedRecordException(Reason.NO_KEY, "a row of a table without its key");
    }
    if (row != null) { // a row without a value is one that is deleted
      plan.checkRow(table, row);
    }
  }
}
