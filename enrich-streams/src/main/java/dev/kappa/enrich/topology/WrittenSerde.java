package dev.kappa.enrich.topology;

import dev.kappa.contracts.DeadLetter;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** Writes the bytes of a record; it is never read back. */
final class WrittenSerde implements Serde<Output.Written> {
  @Override
  public Serializer<Output.Written> serializer() {
    return new Serializer<>() {
      @Override
      public byte[] serialize(String topic, Output.Written output) {
        return output.record().value();
      }

      @Override
      public byte[] serialize(String topic, Headers headers, Output.Written output) {
        headers.remove(DeadLetter.ATTEMPT); // it has succeeded: the next stage counts anew
        return serialize(topic, output);
      }
    };
  }

  @Override
  public Deserializer<Output.Written> deserializer() {
    return (topic, bytes) -> {
      throw new UnsupportedOperationException("an output is not read back");
    };
  }
}
