package dev.kappa.ingest.topic;

import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What a topic takes. Who looks first spares the good records of a batch the fate of the bad one.
 *
 * @param maxBytes the largest batch, and so the largest record
 * @param keyed whether every record needs a key, as compaction goes by it
 * @param maxAgeMillis how far a timestamp may lie in the past
 * @param maxFutureMillis how far a timestamp may lie in the future
 */
public record TopicLimits(int maxBytes, boolean keyed, long maxAgeMillis, long maxFutureMillis) {
  static TopicLimits of(Config config) {
    return new TopicLimits(
        Integer.parseInt(value(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG)),
        value(config, TopicConfig.CLEANUP_POLICY_CONFIG).contains("compact"),
        Long.parseLong(value(config, TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG)),
        Long.parseLong(value(config, TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG)));
  }

  private static String value(Config config, String name) {
    return config.get(name).value();
  }
}
