package dev.kappa.ingest;

import dev.kappa.contracts.Topics;
import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.ingest.topic.Ledger;
import dev.kappa.ingest.topic.TopicAdmin;
import dev.kappa.ingest.topic.TopicLimits;
import java.util.HashMap;
import java.util.List;

/** Makes sure that there is a topic to send to, before anything is read. */
final class TargetTopic {
  private final KappaConfig config;
  private final String name;

  TargetTopic(KappaConfig config, String name) {
    this.config = config;
    this.name = name;
  }

  /**
   * Looks the topic up, and that of the dead letters.
   *
   * @param create whether to create what is missing
   * @param ledger is created where it is missing; null where none is needed
   * @param timeoutMillis how long to wait for a broker
   * @throws IllegalStateException when a topic is missing
   */
  TopicLimits prepare(boolean create, Ledger ledger, int timeoutMillis) {
    var settings = new HashMap<String, Object>(config.kafka().clientProperties());
    settings.put("default.api.timeout.ms", timeoutMillis);
    settings.put("request.timeout.ms", Math.min(30_000, timeoutMillis));
    try (var admin = new TopicAdmin(settings)) {
      for (var topic : List.of(name, config.topics().deadLetters())) {
        if (!admin.exists(topic)) {
          requireCreation(create, topic);
          admin.create(spec(topic), config.topicDefaults().replicationFactor());
        }
      }
      if (ledger != null) {
        ledger.create(admin, config.topicDefaults().replicationFactor());
      }
      return admin.limits(name);
    }
  }

  private static void requireCreation(boolean create, String topic) {
    if (!create) {
      throw new IllegalStateException(
          ("topic %s does not exist; --create-topic creates it, and './kappa topics create' all of"
                  + " the pipeline's")
              .formatted(topic));
    }
  }

  private Topics.TopicSpec spec(String topic) {
    int partitions = config.topicDefaults().partitions();
    return config.topics().specs(partitions).stream()
        .filter(spec -> spec.name().equals(topic))
        .findFirst()
        .orElseGet(() -> Topics.other(topic, partitions));
  }
}
