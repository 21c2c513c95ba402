package dev.kappa.enrich.topology;

import java.util.Locale;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * A {@link Plan} as a topology: read -> apply the plan -> write, and count what is to be counted.
 */
public final class EnrichTopology {
  private static final byte[] ONE = {1};

  private EnrichTopology() {}

  /**
   * Builds the topology.
   *
   * @param stage what this enricher calls itself in dead letters
   * @param maxRecordBytes the largest record that is written, key and value
   */
  public static Topology build(Plan plan, String stage, int maxRecordBytes) {
    var builder = new StreamsBuilder();
    plan.tables().forEach(table -> addTable(builder, table));
    for (var topic : plan.sources()) {
      var outputs =
          builder.stream(
                  topic,
                  Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("read-" + topic))
              .process(
                  () -> new ApplyPlan(topic, plan, stage, maxRecordBytes),
                  Named.as("enrich-" + topic));
      var tables = plan.counts(topic);
      // Most topics lead to records alone: then nothing stands between the plan and the sink.
      write(topic, tables.isEmpty() ? outputs : written(topic, outputs));
      tables.forEach(table -> count(table, outputs));
    }
    return builder.build();
  }

  /** The name of the store that holds a table. */
  static String storeOf(String table) {
    return table.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  private static void addTable(StreamsBuilder builder, String topic) {
    builder.globalTable(
        topic,
        Consumed.<String, byte[]>with(Serdes.String(), Serdes.ByteArray())
            .withName("read-" + topic),
        Materialized.<String, byte[], KeyValueStore<Bytes, byte[]>>as(storeOf(topic))
            .withKeySerde(Serdes.String())
            .withValueSerde(Serdes.ByteArray()));
  }

  private static KStream<byte[], Output> written(String topic, KStream<byte[], Output> outputs) {
    return outputs.filter(
        (key, output) -> output instanceof Output.Written, Named.as("written-" + topic));
  }

  private static void write(String topic, KStream<byte[], Output> written) {
    written.to(
        (key, output, context) -> output.topic(),
        Produced.with(Serdes.ByteArray(), new WrittenSerde(), new SamePartition())
            .withName("write-" + topic));
  }

  private static void count(String table, KStream<byte[], Output> outputs) {
    var store = storeOf(table);
    outputs
        .filter(
            (key, output) -> output instanceof Output.Counted && output.topic().equals(table),
            Named.as("counted-" + store))
        .map(
            (key, output) -> KeyValue.pair(((Output.Counted) output).minute().key(), ONE),
            Named.as("key-" + store))
        .groupByKey(Grouped.with(store, Serdes.ByteArray(), Serdes.ByteArray()))
        .count(
            Named.as("count-" + store),
            Materialized.<byte[], Long, KeyValueStore<Bytes, byte[]>>as(store)
                .withKeySerde(Serdes.ByteArray())
                .withValueSerde(Serdes.Long()))
        .toStream(Named.as("changes-" + store))
        .map(
            (key, actions) -> KeyValue.pair(key, PageMinute.read(key).count(actions)),
            Named.as("value-" + store))
        .to(
            table,
            Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("write-" + store));
  }
}
