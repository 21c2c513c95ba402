package dev.kappa.ingest.deliver;

import dev.kappa.contracts.DeadLetter;
import dev.kappa.contracts.config.ConfigurationException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The settings that records are produced with: nothing lost, nothing twice, large batches. */
public final class ProducerSettings {
  private static final int DEFAULT_DELIVERY_TIMEOUT_MS = 120_000;

  private static final Map<String, Object> TUNED =
      Map.of(
          ProducerConfig.COMPRESSION_TYPE_CONFIG,
          "lz4",
          ProducerConfig.LINGER_MS_CONFIG,
          20,
          ProducerConfig.BATCH_SIZE_CONFIG,
          256 * 1024,
          ProducerConfig.BUFFER_MEMORY_CONFIG,
          64L * 1024 * 1024,
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
          DEFAULT_DELIVERY_TIMEOUT_MS,
          // Room for dead letters; what is too large for the topic is turned away before.
          ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
          DeadLetter.MAX_BYTES);

  private static final Map<String, Object> FIXED =
      Map.of(
          ProducerConfig.ACKS_CONFIG,
          "all",
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          true,
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          ByteArraySerializer.class,
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
          ByteArraySerializer.class);

  private ProducerSettings() {}

  /**
   * The settings of a producer. Sending waits for a broker as long as a delivery may take.
   *
   * @param client how to reach the brokers
   * @param own any producer setting, over what is tuned here
   * @throws ConfigurationException where {@code own} gives up what delivery rests upon
   */
  public static Map<String, Object> of(Map<String, String> client, Map<String, String> own) {
    requireGuarantees(own);
    var settings = new HashMap<>(TUNED);
    settings.putAll(client);
    settings.putAll(own);
    settings.putIfAbsent(
        ProducerConfig.MAX_BLOCK_MS_CONFIG,
        settings.get(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG));
    settings.putAll(FIXED);
    return settings;
  }

  /** How long a delivery may take, in milliseconds. */
  public static int deliveryTimeoutMillis(Map<String, Object> settings) {
    return Integer.parseInt(settings.get(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG).toString());
  }

  private static void requireGuarantees(Map<String, String> own) {
    var problems =
        new TreeMap<>(own)
            .entrySet().stream()
                .filter(setting -> FIXED.containsKey(setting.getKey()))
                .filter(
                    setting -> !FIXED.get(setting.getKey()).toString().equals(setting.getValue()))
                .map(
                    setting ->
                        "%s = %s: it is always %s here, or a record could be lost, doubled or changed"
                            .formatted(
                                setting.getKey(), setting.getValue(), FIXED.get(setting.getKey())))
                .toList();
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }
}
