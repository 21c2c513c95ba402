package dev.kappa.enrich.config;

import dev.kappa.contracts.config.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Settings as they were given. Whoever knows one takes it; the problems of all are gathered. */
final class Given {
  private static final String TOPIC_NAME = "[a-zA-Z0-9._-]{1,249}";

  private final Map<String, String> settings;
  private final List<String> problems = new ArrayList<>();

  Given(Map<String, String> settings) {
    this.settings = new TreeMap<>(settings);
  }

  boolean has(String key) {
    return settings.containsKey(key);
  }

  /** A text that is not empty. */
  String take(String key, String fallback) {
    var value = settings.remove(key);
    if (value == null) {
      return fallback;
    }
    if (value.isEmpty()) {
      problem(key + ": empty");
    }
    return value;
  }

  /** A number greater than zero. */
  int take(String key, int fallback) {
    var value = settings.remove(key);
    if (value == null) {
      return fallback;
    }
    if (!value.matches("[1-9][0-9]{0,8}")) {
      problem("%s: '%s' is not a number from 1 to 999999999".formatted(key, value));
      return fallback;
    }
    return Integer.parseInt(value);
  }

  String takeTopic(String key, String fallback) {
    return topic(key, take(key, fallback));
  }

  /** Checks a topic's name that stands in the setting {@code key}. */
  String topic(String key, String name) {
    if (!name.isEmpty() && !name.matches(TOPIC_NAME)) {
      problem("%s: '%s' is no topic name: letters, digits, . _ - only".formatted(key, name));
    }
    return name;
  }

  /**
   * Hands on every setting whose key starts with {@code prefix}: the rest of the key, the value.
   */
  void takeAll(String prefix, BiConsumer<String, String> taker) {
    var keys = settings.keySet().stream().filter(key -> key.startsWith(prefix)).toList();
    keys.forEach(key -> taker.accept(key.substring(prefix.length()), settings.remove(key)));
  }

  void problem(String sentence) {
    problems.add(sentence);
  }

  /**
   * What nobody has taken: settings of Kafka Streams.
   *
   * @throws ConfigurationException with every problem, those of these settings too
   */
  Map<String, String> rest() {
    problems.addAll(KafkaSettings.problems(settings));
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return settings;
  }
}
