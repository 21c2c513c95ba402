package dev.kappa.enrich.topology;

import dev.kappa.contracts.DeadLetter;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** Writes the bytes of an {@link Output.Written}; it is never read back. */
final class WrittenSerde implements Serde<Output> {
  @Override
  public Serializer<Output> serializer() {
    return new Serializer<>() {
      @Override
      public byte[] serialize(String topic, Output output) {
        return ((Output.Written) output).record().value();
      }

      @Override
      public byte[] serialize(String topic, Headers headers, Output output) {
        // It has succeeded: the next stage counts anew, and whoever reads on takes it.
        headers.remove(DeadLetter.ATTEMPT).remove(DeadLetter.RETURNED_TO);
        return serialize(topic, output);
      }
    };
  }

  @Override
  public Deserializer<Output> deserializer() {
    return (topic, bytes) -> {
      throw new UnsupportedOperationException("an output is not read back");
    };
  }
}
