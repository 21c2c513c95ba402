package dev.kappa.presto;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.ActionCount;
import dev.kappa.contracts.Json;
import dev.kappa.contracts.config.KappaConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The little pipeline of {@code src/test/resources/pipeline}, written straight into the servers.
 */
final class PipelineData {
  private static final String ACTIONS =
      """
      {"uuid": {"type": "keyword"}, "uri": {"type": "text"}, "name": {"type": "keyword"},
       "user": {"type": "keyword"}, "at": {"type": "date"}, "category": {"type": "keyword"},
       "title": {"type": "text"}}
      """;

  private static final String EMPLOYEES =
      """
      {"FirstName": {"type": "text"}, "Designation": {"type": "text"}, "Salary": {"type": "double"},
       "Age": {"type": "integer"}, "Interests": {"type": "text"}}
      """;

  private static final String TEXTS =
      """
      {"uuid": {"type": "keyword"}, "text": {"type": "text"}}
      """;

  private final PipelineFixture fixture;
  private final KappaConfig config;
  private final HttpClient http = HttpClient.newHttpClient();

  PipelineData(PipelineFixture fixture) {
    this.fixture = fixture;
    this.config = fixture.config();
  }

  void load() throws Exception {
    var topics = config.topics();
    try (var producer = producer(config, Map.of())) {
      for (var file :
          Map.of(
                  "employees", topics.employees(),
                  "append_employees", topics.appendedEmployees(),
                  "pages", topics.pages(),
                  "actions", topics.actions(),
                  "enriched_actions", topics.enrichedActions(),
                  "fulltext", topics.fulltext(),
                  "dead_letters", topics.deadLetters())
              .entrySet()) {
        for (var line : lines(file.getKey())) {
          producer.send(record(file.getValue(), line)).get();
        }
      }
    }
    loadCounts();
    // One action is not searchable yet: a query across sources must show the difference.
    index(
        topics.enrichedActions(),
        ACTIONS,
        values("enriched_actions").stream()
            .filter(action -> !action.get("uuid").asText().equals("u6"))
            .toList());
    index(topics.appendedEmployees(), EMPLOYEES, values("append_employees"));
    index(topics.fulltext(), TEXTS, values("fulltext"));
    fixture.cql(text("aggregates.cql"));
  }

  /**
   * A second apart, a thousand in each of two partitions: enough to see what a query leaves out.
   */
  private void loadCounts() throws Exception {
    var midnight = Instant.parse("2026-11-23T00:00:00Z");
    var sent = new ArrayList<Future<?>>();
    try (var producer = producer(config, Map.of())) {
      for (int i = 0; i < 2_000; i++) {
        var count = new ActionCount("page-" + i, midnight.toString(), (long) i);
        sent.add(
            producer.send(
                new ProducerRecord<>(
                    config.topics().actionCounts(),
                    i % 2,
                    midnight.plusSeconds(i).toEpochMilli(),
                    bytes(count.name()),
                    Json.encode(count))));
      }
      for (var one : sent) {
        one.get();
      }
    }
  }

  static KafkaProducer<byte[], byte[]> producer(KappaConfig config, Map<String, String> settings) {
    var properties = new HashMap<String, Object>(config.kafka().clientProperties());
    properties.putAll(settings);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, JsonNode line)
      throws IOException {
    var record =
        new ProducerRecord<>(
            topic,
            null,
            Instant.parse(line.get("timestamp").asText()).toEpochMilli(),
            line.has("key") ? bytes(line.get("key").asText()) : null,
            value(line));
    line.path("headers")
        .properties()
        .forEach(
            header -> record.headers().add(header.getKey(), bytes(header.getValue().asText())));
    return record;
  }

  private static byte[] value(JsonNode line) throws IOException {
    if (line.has("bytes")) {
      return line.get("bytes").binaryValue();
    }
    return line.has("text") ? bytes(line.get("text").asText()) : Json.encode(line.get("value"));
  }

  private void index(String name, String mapping, List<JsonNode> documents) throws Exception {
    http("PUT", "/" + name, "{\"mappings\":{\"properties\":" + mapping + "}}");
    var bulk =
        documents.stream()
            .map(document -> "{\"index\":{}}\n" + document + "\n")
            .collect(Collectors.joining());
    var answer = http("POST", "/" + name + "/_bulk?refresh=true", bulk);
    if (answer.path("errors").asBoolean(true)) {
      throw new IOException("not indexed: " + answer);
    }
  }

  private JsonNode http(String method, String path, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(config.elasticsearch().urls().get(0) + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .build();
    var response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    var answer = Json.decode(response.body(), JsonNode.class);
    if (response.statusCode() != 200) {
      throw new IOException(method + " " + path + ": " + answer);
    }
    return answer;
  }

  private static List<JsonNode> values(String file) throws IOException {
    return lines(file).stream().map(line -> line.get("value")).toList();
  }

  private static List<JsonNode> lines(String file) throws IOException {
    return text(file + ".jsonl")
        .lines()
        .map(line -> Json.decode(bytes(line), JsonNode.class))
        .toList();
  }

  private static String text(String file) throws IOException {
    try (var stream = PipelineData.class.getResourceAsStream("/pipeline/" + file)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
