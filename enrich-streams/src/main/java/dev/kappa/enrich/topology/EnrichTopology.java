package dev.kappa.enrich.topology;

import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.GlobalKTable;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The flows, as one topology. A step that cannot take a record throws, and the record goes to the
 * dead letters: every step that can throw stands before the first that writes.
 */
public final class EnrichTopology {
  private static final String PAGES_STORE = "pages";

  private final StreamsBuilder builder = new StreamsBuilder();

  private EnrichTopology() {}

  /** Builds the topology of {@code flows}. */
  public static Topology build(List<Flow> flows) {
    var topology = new EnrichTopology();
    for (var flow : flows) {
      if (flow instanceof AppendFlow append) {
        topology.add(append);
      } else if (flow instanceof EnrichActionsFlow actions) {
        topology.add(actions);
      }
    }
    return topology.builder.build();
  }

  private void add(AppendFlow flow) {
    read(flow.from())
        .mapValues(
            employee -> employee.with(flow.append().apply(employee.value())),
            Named.as("append-to-" + flow.from()))
        .to(flow.to(), written(flow.to()));
  }

  private void add(EnrichActionsFlow flow) {
    read(flow.actions())
        .mapValues(ParsedAction::parse, Named.as("parse-action"))
        .leftJoin(
            pages(flow.pages()),
            (key, action) -> action.name(),
            (action, page) -> action.joined(page),
            Named.as("join-page"))
        .to(flow.to(), written(flow.to()));
  }

  private KStream<byte[], SourceRecord> read(String topic) {
    return builder.stream(
            topic,
            Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("consume-" + topic))
        .processValues(ReadSource::new, Named.as("read-" + topic));
  }

  private GlobalKTable<String, byte[]> pages(String topic) {
    return builder.globalTable(
        topic,
        Consumed.<String, byte[]>with(Serdes.String(), Serdes.ByteArray())
            .withName("consume-" + topic),
        Materialized.<String, byte[], KeyValueStore<Bytes, byte[]>>as(PAGES_STORE)
            .withKeySerde(Serdes.String())
            .withValueSerde(Serdes.ByteArray()));
  }

  private static Produced<byte[], SourceRecord> written(String topic) {
    return Produced.with(Serdes.ByteArray(), new SourceRecordSerde(), new SamePartition())
        .withName("write-" + topic);
  }
}
