package dev.kappa.enrich.topology;

import dev.kappa.enrich.deadletter.Reason;
import dev.kappa.enrich.deadletter.RejectedRecordException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;

/**
 * Sends pages that cannot be read to the dead letters. It is an application of its own: the join
 * keeps the topic as a global table, which every instance reads whole and outside of transactions,
 * and a topology cannot read one topic twice.
 */
public final class PageCheckTopology {
  private PageCheckTopology() {}

  /** Builds the check of the topic {@code pages}. */
  public static Topology build(String pages) {
    var builder = new StreamsBuilder();
    builder.stream(
            pages, Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("consume-pages"))
        .foreach(PageCheckTopology::check, Named.as("check-page"));
    return builder.build();
  }

  private static void check(byte[] name, byte[] page) {
    if (name == null) {
      throw new RejectedRecordException(Reason.NO_KEY, "a page without its name as the key");
    }
    if (page != null) { // a page without a value is one that is deleted
      PageText.parse(page);
    }
  }
}
