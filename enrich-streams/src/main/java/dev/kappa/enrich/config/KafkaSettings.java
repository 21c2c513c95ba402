package dev.kappa.enrich.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.streams.StreamsConfig;

/** The settings that Kafka Streams and its clients know, and what is wrong with those given. */
final class KafkaSettings {
  private static final Map<String, ConfigDef> CLIENTS =
      Map.of(
          StreamsConfig.MAIN_CONSUMER_PREFIX, ConsumerConfig.configDef(),
          StreamsConfig.RESTORE_CONSUMER_PREFIX, ConsumerConfig.configDef(),
          StreamsConfig.GLOBAL_CONSUMER_PREFIX, ConsumerConfig.configDef(),
          StreamsConfig.CONSUMER_PREFIX, ConsumerConfig.configDef(),
          StreamsConfig.PRODUCER_PREFIX, ProducerConfig.configDef(),
          StreamsConfig.ADMIN_CLIENT_PREFIX, AdminClientConfig.configDef());

  private KafkaSettings() {}

  /** One sentence for each setting that does not exist or has a wrong value. */
  static List<String> problems(Map<String, String> settings) {
    var problems = new ArrayList<String>();
    settings.forEach((key, value) -> check(key, value, problems));
    return problems;
  }

  private static void check(String key, String value, List<String> problems) {
    for (var client : CLIENTS.entrySet()) {
      if (key.startsWith(client.getKey())) {
        var name = key.substring(client.getKey().length());
        if (client.getValue().names().contains(name)) {
          checkValue(client.getValue(), key, name, value, problems);
          return;
        }
      }
    }
    if (key.startsWith(StreamsConfig.TOPIC_PREFIX)) {
      return; // a setting of the internal topics: the broker knows them
    }
    for (var definition :
        List.of(
            StreamsConfig.configDef(),
            ConsumerConfig.configDef(),
            ProducerConfig.configDef(),
            AdminClientConfig.configDef())) {
      if (definition.names().contains(key)) {
        checkValue(definition, key, key, value, problems);
        return;
      }
    }
    problems.add("%s: no setting of the enricher or of Kafka Streams".formatted(key));
  }

  private static void checkValue(
      ConfigDef definition, String key, String name, String value, List<String> problems) {
    definition.validate(Map.of(name, value)).stream()
        .filter(checked -> checked.name().equals(name))
        .flatMap(checked -> checked.errorMessages().stream())
        .forEach(message -> problems.add(key + ": " + message));
  }
}
