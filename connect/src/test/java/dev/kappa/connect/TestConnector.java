package dev.kappa.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kappa.connect.worker.ConnectWorker;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** A connector of a test's own, removed at its end. */
final class TestConnector implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Servers servers;
  private final ConnectWorker worker;
  private final String name;

  private TestConnector(Servers servers, ConnectWorker worker, String name) {
    this.servers = servers;
    this.worker = worker;
    this.name = name;
  }

  /** Starts it on the shared worker. */
  static TestConnector start(Servers servers, TestTopic topic, Map<String, String> settings)
      throws InterruptedException {
    return start(servers, servers.worker, topic, settings);
  }

  /** Starts it on any worker. */
  static TestConnector start(
      Servers servers, ConnectWorker worker, TestTopic topic, Map<String, String> settings)
      throws InterruptedException {
    var connector = new TestConnector(servers, worker, Servers.unique("it-sink"));
    connector.put(settings(servers, topic, settings));
    return connector;
  }

  /** The settings that tests share, with others over them. */
  static Map<String, String> settings(
      Servers servers, TestTopic topic, Map<String, String> settings) {
    var all = new HashMap<String, String>();
    all.put("connector.class", ElasticsearchSinkConnector.class.getName());
    all.put("topics", topic.name());
    all.put("connection.url", servers.config.elasticsearch().urls().get(0).toString());
    all.put("key.ignore", "true");
    for (var converter : new String[] {"key", "value", "header"}) {
      all.put(converter + ".converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
    }
    all.put("consumer.override.auto.offset.reset", "earliest");
    all.put("dead.letters.producer.bootstrap.servers", servers.config.kafka().bootstrapServers());
    all.putAll(settings);
    return all;
  }

  String name() {
    return name;
  }

  void put(Map<String, String> settings) throws InterruptedException {
    worker.put(name, settings);
  }

  /**
   * Waits until the connector has committed the end of the topic: all of it has been dealt with.
   */
  void awaitCommitted(TestTopic topic) {
    var partitions =
        IntStream.range(0, topic.partitions())
            .mapToObj(p -> new TopicPartition(topic.name(), p))
            .toList();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(250))
        .untilAsserted(
            () -> {
              var ends =
                  servers
                      .admin
                      .listOffsets(
                          partitions.stream()
                              .collect(
                                  Collectors.toMap(Function.identity(), p -> OffsetSpec.latest())))
                      .all()
                      .get();
              var committed = committed();
              for (var partition : partitions) {
                if (ends.get(partition).offset() > 0) {
                  assertThat(committed.getOrDefault(partition, 0L))
                      .as("committed of %s", partition)
                      .isEqualTo(ends.get(partition).offset());
                }
              }
            });
  }

  Map<TopicPartition, Long> committed() throws ExecutionException, InterruptedException {
    var offsets = new HashMap<TopicPartition, Long>();
    servers
        .admin
        .listConsumerGroupOffsets("connect-" + name)
        .partitionsToOffsetAndMetadata()
        .get()
        .forEach((partition, offset) -> offsets.put(partition, offset.offset()));
    return offsets;
  }

  String state() throws InterruptedException {
    var status = worker.status(name);
    return status.map(s -> s.failure().map(f -> "FAILED: " + f).orElse(s.state())).orElse("NONE");
  }

  @Override
  public void close() {
    try {
      worker.remove(name);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while removing " + name, e);
    }
  }
}
