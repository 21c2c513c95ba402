package dev.kappa.enrich.topology;

import java.time.Instant;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/** The first step of every flow: notes where in the log a record stands. */
final class ReadSource implements FixedKeyProcessor<byte[], byte[], SourceRecord> {
  private FixedKeyProcessorContext<byte[], SourceRecord> context;

  @Override
  public void init(FixedKeyProcessorContext<byte[], SourceRecord> context) {
    this.context = context;
  }

  @Override
  public void process(FixedKeyRecord<byte[], byte[]> record) {
    int partition = context.recordMetadata().orElseThrow().partition();
    var timestamp = Instant.ofEpochMilli(record.timestamp());
    context.forward(record.withValue(new SourceRecord(record.value(), partition, timestamp)));
  }
}
