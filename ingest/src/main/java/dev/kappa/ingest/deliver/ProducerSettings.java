package dev.kappa.ingest.deliver;

import dev.kappa.contracts.DeadLetter;
import dev.kappa.contracts.config.ConfigurationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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
   * @throws ConfigurationException where {@code own} gives up what delivery rests upon, or has
   *     settings that do not exist or wrong values; names all of them
   */
  public static Map<String, Object> of(Map<String, String> client, Map<String, String> own) {
    require(own);
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

  private static void require(Map<String, String> own) {
    var problems = new ArrayList<String>();
    new TreeMap<>(own).forEach((name, value) -> problem(name, value).ifPresent(problems::add));
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  private static Optional<String> problem(String name, String value) {
    var producer = ProducerConfig.configDef();
    if (!producer.names().contains(name)) {
      return Optional.of(name + ": no setting of Kafka's producer");
    }
    if (FIXED.containsKey(name)) {
      return FIXED.get(name).toString().equals(value)
          ? Optional.empty()
          : Optional.of(
              "%s = %s: it is always %s here, or a record could be lost, doubled or changed"
                  .formatted(name, value, FIXED.get(name)));
    }
    return producer.validate(Map.of(name, value)).stream()
        .filter(checked -> checked.name().equals(name) && !checked.errorMessages().isEmpty())
        .map(checked -> name + ": " + checked.errorMessages().get(0))
        .findFirst();
  }
}
