package dev.kappa.ingest.topic;

import dev.kappa.contracts.Topics.TopicSpec;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What has been done already, remembered in a compacted topic. An entry is sent in the transaction
 * that does the thing, so that both are there or neither is.
 */
public final class Ledger {
  private static final Map<String, String> COMPACTED = Map.of("cleanup.policy", "compact");

  private final String topic;
  private final Map<String, String> client;

  /**
   * The ledger in {@code topic}.
   *
   * @param client how to reach the brokers
   */
  public Ledger(String topic, Map<String, String> client) {
    this.topic = topic;
    this.client = Map.copyOf(client);
  }

  /** Creates the topic unless it exists. */
  public void create(TopicAdmin admin, int replicationFactor) {
    if (!admin.exists(topic)) {
      admin.create(new TopicSpec(topic, 1, COMPACTED), replicationFactor);
    }
  }

  /** The newest entry of every key. */
  public Map<String, String> entries() {
    var entries = new HashMap<String, String>();
    new TopicReader(client)
        .read(
            topic,
            entry -> {
              if (entry.value() == null) {
                entries.remove(text(entry.key()));
              } else {
                entries.put(text(entry.key()), text(entry.value()));
              }
            });
    return entries;
  }

  /** The record that makes an entry. */
  public ProducerRecord<byte[], byte[]> entry(String key, String value) {
    return new ProducerRecord<>(
        topic, key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
