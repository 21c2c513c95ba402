package dev.kappa.enrich.topology;

import dev.kappa.contracts.DeadLetter;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** Writes the bytes of a record; it is never read back. */
final class SourceRecordSerde implements Serde<SourceRecord> {
  @Override
  public Serializer<SourceRecord> serializer() {
    return new Serializer<>() {
      @Override
      public byte[] serialize(String topic, SourceRecord record) {
        return record.value();
      }

      @Override
      public byte[] serialize(String topic, Headers headers, SourceRecord record) {
        headers.remove(DeadLetter.ATTEMPT); // it has succeeded: the next stage counts anew
        return record.value();
      }
    };
  }

  @Override
  public Deserializer<SourceRecord> deserializer() {
    return (topic, bytes) -> {
      throw new UnsupportedOperationException("a source record knows its partition from Kafka");
    };
  }
}
