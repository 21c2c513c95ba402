package dev.kappa.connect.sink;

import java.util.Locale;
import java.util.Map;

/**
 * The index of a topic: the topic's own name in lower case, unless another is configured.
 *
 * @param byTopic the configured ones
 */
public record IndexNames(Map<String, String> byTopic) {
  public IndexNames {
    byTopic = Map.copyOf(byTopic);
  }

  public String of(String topic) {
    var name = byTopic.get(topic);
    return name == null ? topic.toLowerCase(Locale.ROOT) : name;
  }
}
