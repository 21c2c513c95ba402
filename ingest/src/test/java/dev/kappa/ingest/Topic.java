package dev.kappa.ingest;

import dev.kappa.contracts.Topics.TopicSpec;
import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.ingest.topic.TopicAdmin;
import dev.kappa.ingest.topic.TopicReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A topic of a test's own. */
record Topic(KappaConfig config, String name) {
  static Topic create(KappaConfig config, String prefix, Map<String, String> settings) {
    var name = prefix + "-" + UUID.randomUUID();
    try (var admin = new TopicAdmin(config.kafka().clientProperties())) {
      admin.create(new TopicSpec(name, 3, settings), 1);
    }
    return new Topic(config, name);
  }

  void delete() throws Exception {
    try (var admin = Admin.create(Map.<String, Object>copyOf(config.kafka().clientProperties()))) {
      admin.deleteTopics(List.of(name)).all().get();
    }
  }

  /** What a reader sees who reads committed records only. */
  List<ConsumerRecord<byte[], byte[]>> records() {
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    new TopicReader(config.kafka().clientProperties()).read(name, records::add);
    return records;
  }

  /** The values as text, one byte a character. */
  List<String> values() {
    return records().stream()
        .map(record -> new String(record.value(), StandardCharsets.ISO_8859_1))
        .toList();
  }
}
