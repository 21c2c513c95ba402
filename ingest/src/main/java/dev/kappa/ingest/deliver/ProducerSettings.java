package dev.kappa.ingest.deliver;

import dev.kappa.contracts.DeadLetter;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The settings that records are produced with: nothing lost, nothing twice, large batches. */
public final class ProducerSettings {
  /** What one request holds by default, and so the largest record that a topic takes. */
  public static final int MAX_RECORD_BYTES = 1024 * 1024;

  private static final Map<String, Object> TUNED =
      Map.of(
          ProducerConfig.COMPRESSION_TYPE_CONFIG,
          "lz4",
          ProducerConfig.LINGER_MS_CONFIG,
          20,
          ProducerConfig.BATCH_SIZE_CONFIG,
          256 * 1024,
          ProducerConfig.BUFFER_MEMORY_CONFIG,
          64L * 1024 * 1024);

  /** Room for dead letters; what is too large for the topic is turned away before. */
  private static final Map<String, Object> FIXED =
      Map.of(
          ProducerConfig.ACKS_CONFIG, "all",
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
          ProducerConfig.MAX_REQUEST_SIZE_CONFIG, DeadLetter.MAX_BYTES,
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class,
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);

  private ProducerSettings() {}

  /**
   * The settings of a producer.
   *
   * @param client how to reach the brokers
   */
  public static Map<String, Object> of(Map<String, String> client) {
    var settings = new HashMap<>(TUNED);
    settings.putAll(client);
    settings.putAll(FIXED);
    return settings;
  }
}
