package dev.kappa.enrich.topology;

import dev.kappa.contracts.DeadLetter;
import dev.kappa.enrich.deadletter.Reason;
import dev.kappa.enrich.deadletter.RejectedRecordException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;

/** Takes the records of one topic through the {@link Plan}. */
final class ApplyPlan implements Processor<byte[], byte[], byte[], Output> {
  private final String topic;
  private final Plan plan;
  private final String stage;
  private final int maxRecordBytes;
  private final Map<String, TimestampedKeyValueStore<String, byte[]>> stores = new HashMap<>();
  private ProcessorContext<byte[], Output> context;

  /**
   * @param stage of this enricher; records that were sent back to another stage are passed over
   * @param maxRecordBytes what the topics take; a larger record could not be written, and would
   *     stop its partition
   */
  ApplyPlan(String topic, Plan plan, String stage, int maxRecordBytes) {
    this.topic = topic;
    this.plan = plan;
    this.stage = stage;
    this.maxRecordBytes = maxRecordBytes;
  }

  @Override
  public void init(ProcessorContext<byte[], Output> context) {
    this.context = context;
    for (var table : plan.tables()) {
      stores.put(table, context.getStateStore(EnrichTopology.storeOf(table)));
    }
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    if (!DeadLetter.isFor(stage, record.headers())) {
      return;
    }
    var source =
        new SourceRecord(
            record.value(),
            context.recordMetadata().orElseThrow().partition(),
            Instant.ofEpochMilli(record.timestamp()));
    var outputs = plan.apply(topic, source, this::find);
    outputs.forEach(output -> requireSize(record.key(), output));
    outputs.forEach(output -> context.forward(record.withValue(output)));
  }

  private byte[] find(String table, String key) {
    return ValueAndTimestamp.getValueOrNull(stores.get(table).get(key));
  }

  private void requireSize(byte[] key, Output output) {
    if (output instanceof Output.Written written) {
      int size = written.record().value().length + (key == null ? 0 : key.length);
      if (size > maxRecordBytes) {
        throw new RejectedRecordException(
            Reason.TOO_LARGE,
            "%d bytes for %s are more than the %d of max.record.bytes"
                .formatted(size, written.topic(), maxRecordBytes));
      }
    }
  }
}
