package dev.kappa.presto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kappa.contracts.Json;
import dev.kappa.stack.TestStack;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list in a record, through the real sink into a real index, is an array in Trino. */
class ArraysThroughTheSinkIT {
  private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";
  private static final String JSON = "org.apache.kafka.connect.json.JsonConverter";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static PipelineFixture pipeline;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    pipeline = PipelineFixture.get();
    TestStack.require("connect");
  }

  @Test
  void listsOfATemplate(@TempDir Path folder) throws Exception {
    var topic = topic("marked");
    var template =
        Files.writeString(
            folder.resolve("tagged.json"),
            """
            {"mappings": {"_meta": {"trino": {"tags": {"isArray": true}}},
                          "properties": {"tags": {"type": "keyword"}, "n": {"type": "integer"}}}}
            """);
    readsTheArray(
        topic,
        "{\"tags\": [\"a\", \"b\"], \"n\": 1}",
        Map.of("value.converter", BYTES, "index.templates", topic + ":" + template));
  }

  @Test
  void listsOfASchema() throws Exception {
    readsTheArray(
        topic("typed"),
        """
        {"schema": {"type": "struct", "fields": [
           {"field": "tags", "type": "array", "items": {"type": "string"}},
           {"field": "n", "type": "int32"}]},
         "payload": {"tags": ["a", "b"], "n": 1}}
        """,
        Map.of("value.converter", JSON, "value.converter.schemas.enable", "true"));
  }

  /** Of the one record of a topic, once the sink has written it. */
  private void readsTheArray(String topic, String record, Map<String, String> settings)
      throws Exception {
    try (var producer = PipelineData.producer(pipeline.config(), Map.of())) {
      var value = record.getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(topic, value)).get();
    }
    var table = "elasticsearch.\"default\".\"%s\"".formatted(topic);
    var connector = "/connectors/" + topic;
    ask("PUT", connector + "/config", BodyPublishers.ofByteArray(sink(topic, settings)));
    try {
      await()
          .atMost(PATIENCE)
          .ignoreExceptions() // until there is such a table
          .untilAsserted(() -> assertThat(pipeline.query("SELECT n FROM " + table)).hasSize(1));
      assertThat(
              pipeline.query(
                  "SELECT typeof(tags) AS type, tags, cardinality(tags) AS many FROM " + table))
          .singleElement()
          .hasToString("{\"type\":\"array(varchar)\",\"tags\":[\"a\",\"b\"],\"many\":2}");
      assertThat(
              pipeline.query(
                  "SELECT tag FROM %s CROSS JOIN UNNEST(tags) AS t (tag)".formatted(table)))
          .hasToString("[{\"tag\":\"a\"}, {\"tag\":\"b\"}]");
    } finally {
      ask("DELETE", connector, BodyPublishers.noBody());
    }
  }

  /** Creates a topic that no other run has. */
  private static String topic(String name) throws Exception {
    var topic = pipeline.config().cassandra().keyspace() + "." + name;
    try (var admin = Admin.create(Map.copyOf(pipeline.config().kafka().clientProperties()))) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
    return topic;
  }

  private static byte[] sink(String topic, Map<String, String> settings) {
    var all = new HashMap<String, String>();
    all.put("connector.class", "dev.kappa.connect.ElasticsearchSinkConnector");
    all.put("topics", topic);
    all.put("connection.url", pipeline.config().elasticsearch().urls().get(0).toString());
    all.put("key.ignore", "true");
    all.put("key.converter", BYTES);
    all.put("consumer.override.auto.offset.reset", "earliest");
    all.putAll(settings);
    return Json.encode(all);
  }

  private void ask(String method, String path, BodyPublisher body) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(pipeline.config().connectUrl() + path))
            .header("Content-Type", "application/json")
            .method(method, body)
            .build();
    // a worker that has just started answers 409 until it has joined its group
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              var answer = http.send(request, BodyHandlers.ofString());
              assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
            });
  }
}
