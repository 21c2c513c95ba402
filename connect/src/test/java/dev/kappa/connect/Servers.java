package dev.kappa.connect;

import dev.kappa.connect.elastic.Elasticsearch;
import dev.kappa.connect.elastic.ElasticsearchConnection;
import dev.kappa.connect.worker.ConnectWorker;
import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.stack.TestStack;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;

/** The real servers, and names on them that no other test uses. */
final class Servers implements AutoCloseable {
  final KappaConfig config;
  final ConnectWorker worker;
  final Elasticsearch elasticsearch;
  final Admin admin;

  private Servers(KappaConfig config) {
    this.config = config;
    this.worker = new ConnectWorker(config.connectUrl());
    this.elasticsearch =
        Elasticsearch.connect(
            new ElasticsearchConnection(
                config.elasticsearch().urls(),
                "",
                "",
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                false,
                Optional.empty()));
    this.admin = Admin.create(Map.copyOf(config.kafka().clientProperties()));
  }

  static Servers require() throws IOException {
    return new Servers(TestStack.require("kafka", "connect", "elasticsearch"));
  }

  /** A name that no other test, and no other run of this one, has. */
  static String unique(String name) {
    return name + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  TestTopic topic(String name, int partitions) throws Exception {
    return TestTopic.create(this, unique(name), partitions);
  }

  TestIndex index(String name) {
    return new TestIndex(elasticsearch, name);
  }

  @Override
  public void close() throws IOException {
    admin.close();
    elasticsearch.close();
  }
}
