package dev.kappa.connect;

import static dev.kappa.connect.TestConnector.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.kappa.connect.TestTopic.Message;
import dev.kappa.connect.worker.ConnectWorker;
import dev.kappa.contracts.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the settings that people know from Elasticsearch sinks do to a real index. */
class SettingsIT {
  private static final String JSON_CONVERTER = "org.apache.kafka.connect.json.JsonConverter";

  @TempDir private static Path folder;
  private static Servers servers;
  private static OwnWorker own;
  private static ConnectWorker worker;

  @BeforeAll
  static void start() throws Exception {
    servers = Servers.require();
    own = OwnWorker.standalone(servers, folder, Map.of(), List.of()).logsJson(servers).start();
    worker = own.rest();
  }

  @AfterAll
  static void stop() throws IOException {
    own.close();
    servers.close();
  }

  @Test
  void takesTopicsByPatternToTheirIndicesThroughWhicheverNodeAnswers() throws Exception {
    var one = servers.topic("pattern-one", 1);
    var two = servers.topic("Pattern-two", 1);
    var index = Servers.unique("mapped");
    one.send(List.of("{\"n\":1}"));
    two.send(List.of("{\"n\":2}"));
    var url = servers.config.elasticsearch().urls().get(0);
    var settings =
        Map.of(
            "topics", "",
            "topics.regex", one.name() + "|" + two.name(),
            "topic.index.map", one.name() + ":" + index,
            "connection.url", "http://127.0.0.1:1," + url);
    try (var connector = TestConnector.start(servers, worker, one, settings)) {
      connector.awaitCommitted(one);
      connector.awaitCommitted(two);
    }
    assertThat(sources(index)).containsOnly(Map.entry(one.name() + "+0+0", "{\"n\":1}"));
    assertThat(sources(two.name().toLowerCase(java.util.Locale.ROOT)))
        .containsOnly(Map.entry(two.name() + "+0+0", "{\"n\":2}"));
  }

  @Test
  void putsFieldsOverThoseOfTheDocumentWithUpsert() throws Exception {
    var topic = servers.topic("upsert", 1);
    topic.sendKeyed(
        List.of(
            new Message("a", "{\"x\":1}"),
            new Message("a", "{\"y\":2}"),
            new Message("b", "{\"x\":1}"),
            new Message("b", null),
            new Message("b", "{\"y\":3}")));
    run(topic, Map.of("key.ignore", "false", "write.method", "upsert"));

    assertThat(sources(topic.name()))
        .containsOnly(Map.entry("a", "{\"x\":1,\"y\":2}"), Map.entry("b", "{\"y\":3}"));
  }

  @Test
  void letsTheHighestVersionOfAHeaderWin() throws Exception {
    var topic = servers.topic("versions", 1);
    topic.sendRecords(
        List.of(
            versioned(topic, "{\"n\":1}", "70"),
            versioned(topic, "{\"n\":2}", "90"),
            versioned(topic, "{\"n\":3}", "80")));
    run(topic, Map.of("key.ignore", "false", "external.version.header", "version"));

    var document = servers.index(topic.name()).documents().get("k");
    assertThat(document.source()).hasToString("{\"n\":2}");
    assertThat(document.version()).isEqualTo(90);
  }

  @Test
  void ignoresTombstonesOrFailsWhereConfigured() throws Exception {
    var topic = servers.topic("nulls", 1);
    topic.sendKeyed(List.of(new Message("a", "{\"n\":1}"), new Message("a", null)));
    run(topic, Map.of("key.ignore", "false", "behavior.on.null.values", "ignore"));
    assertThat(sources(topic.name())).containsOnly(Map.entry("a", "{\"n\":1}"));

    try (var failing =
        TestConnector.start(
            servers,
            worker,
            topic,
            Map.of("key.ignore", "false", "behavior.on.null.values", "FAIL"))) {
      awaitFailure(failing, topic.name() + "+0+1 has no value");
    }
  }

  @Test
  void warnsIgnoresDropsOrFailsWhereConfigured() throws Exception {
    var topic = servers.topic("malformed", 1);
    topic.send(List.of("{\"Age\":1}", "not json", "{\"Age\":\"bad\"}", "{\"Age\":2}"));
    var mapping = Map.of("index.templates", topic.name() + ":employees");
    run(topic, with(mapping, "behavior.on.malformed.documents", "warn"));
    assertThat(passedOver(topic, 1))
        .containsOnlyKeys(
            "timestamp",
            "level",
            "stage",
            "thread",
            "logger",
            "connector",
            "topic",
            "partition",
            "offset",
            "message")
        .containsEntry("level", "WARN")
        .containsEntry("stage", "connect")
        .containsEntry("topic", topic.name())
        .containsEntry("partition", 0)
        .hasEntrySatisfying(
            "message",
            said ->
                assertThat((String) said)
                    .contains("passed over " + topic.name() + "+0+1: not-json"));
    assertThat(passedOver(topic, 2))
        .hasEntrySatisfying(
            "message",
            said ->
                assertThat((String) said)
                    .contains("passed over " + topic.name() + "+0+2: document-parsing"));
    run(topic, with(mapping, "behavior.on.malformed.documents", "ignore"));
    assertThat(sources(topic.name()))
        .containsOnlyKeys(topic.name() + "+0+0", topic.name() + "+0+3");

    try (var failing =
        TestConnector.start(
            servers, worker, topic, with(mapping, "behavior.on.malformed.documents", "fail"))) {
      awaitFailure(failing, topic.name() + "+0+1 cannot be indexed (not-json");
    }
    var dropping = with(mapping, "behavior.on.malformed.documents", "fail");
    dropping.put("drop.invalid.message", "true");
    try (var failing = TestConnector.start(servers, worker, topic, dropping)) {
      awaitFailure(failing, topic.name() + "+0+2 cannot be indexed (document-parsing");
    }
  }

  @Test
  void reportsToTheWorkersOwnQueueWhereThereIsOne() throws Exception {
    var topic = servers.topic("reported", 1);
    var queue = servers.topic("queue", 1);
    topic.send(List.of("{\"Age\":\"bad\"}", "not json", "{\"Age\":2}"));
    run(
        topic,
        Map.of(
            "index.templates", topic.name() + ":employees",
            "errors.tolerance", "all",
            "errors.deadletterqueue.topic.name", queue.name(),
            "errors.deadletterqueue.topic.replication.factor", "1",
            "errors.deadletterqueue.context.headers.enable", "true"));

    assertThat(sources(topic.name())).containsOnlyKeys(topic.name() + "+0+2");
    assertThat(queue.values()).containsExactlyInAnyOrder("{\"Age\":\"bad\"}", "not json");
  }

  @Test
  void tellsElasticsearchTheTypesOfASchemaAndTrinoItsArrays() throws Exception {
    var topic = servers.topic("schema", 1);
    topic.send(
        List.of(
            """
            {"schema":{"type":"struct","fields":[
              {"field":"tags","type":"array","items":{"type":"string"}},
              {"field":"counts","type":"map","keys":{"type":"string"},"values":{"type":"int32"}},
              {"field":"n","type":"int64"}]},
             "payload":{"tags":["a","b"],"counts":{"x":1},"n":5}}
            """,
            """
            {"schema":{"type":"struct","fields":[
              {"field":"more","type":"array","items":{"type":"struct","fields":[
                {"field":"inner","type":"array","items":{"type":"int32"}}]}}]},
             "payload":{"more":[{"inner":[1,2]}]}}
            """));
    run(
        topic,
        Map.of(
            "value.converter",
            JSON_CONVERTER,
            "value.converter.schemas.enable",
            "true",
            "compact.map.entries",
            "false"));

    assertThat(sources(topic.name()).values())
        .containsExactly(
            "{\"tags\":[\"a\",\"b\"],\"counts\":[{\"key\":\"x\",\"value\":1}],\"n\":5}",
            "{\"more\":[{\"inner\":[1,2]}]}");
    var mapping =
        servers
            .elasticsearch
            .send("GET", "/" + topic.name() + "/_mapping", Map.of(), null)
            .path(topic.name() + "-v1")
            .path("mappings");
    assertThat(mapping.at("/properties/n/type").asText()).isEqualTo("long");
    assertThat(mapping.path("_meta").path("trino"))
        .isEqualTo(
            Json.mapper()
                .readTree(
                    "{\"tags\":{\"isArray\":true},"
                        + "\"more\":{\"isArray\":true,\"inner\":{\"isArray\":true}}}"));
  }

  @Test
  void logsInThroughTlsAndKeepsThePasswordToItself(@TempDir Path certificates) throws Exception {
    var certificate = TestCertificate.make(certificates);
    var topic = servers.topic("secured", 1);
    topic.send(List.of("{\"n\":1}"));
    var rules = new FaultyProxy.Rules(certificate.server(), "kappa:s3same", Integer.MAX_VALUE);
    try (var proxy =
        FaultyProxy.start(
            servers.config.elasticsearch().urls().get(0), bulk -> FaultyProxy.Fault.NONE, rules)) {
      var untrusted =
          Map.of(
              "connection.url", proxy.url(),
              "connection.username", "kappa",
              "connection.password", "s3same",
              "retry.backoff.max.ms", "200",
              "max.retries", "2");
      try (var failing = TestConnector.start(servers, worker, topic, untrusted)) {
        awaitFailure(failing, "PKIX path building failed");
      }
      var trusted = with(untrusted, "elastic.security.protocol", "SSL");
      trusted.put("elastic.https.ssl.truststore.type", "PEM");
      trusted.put("elastic.https.ssl.truststore.location", certificate.pem().toString());
      run(topic, trusted);

      try (var failing =
          TestConnector.start(servers, worker, topic, with(trusted, "connection.password", "no"))) {
        awaitFailure(failing, "401");
      }
    }
    assertThat(sources(topic.name())).containsOnly(Map.entry(topic.name() + "+0+0", "{\"n\":1}"));
    assertThat(own.log()).doesNotContain("s3same");
  }

  private static void run(TestTopic topic, Map<String, String> settings) throws Exception {
    try (var connector = TestConnector.start(servers, worker, topic, settings)) {
      connector.awaitCommitted(topic);
    }
  }

  private static void awaitFailure(TestConnector connector, String reason) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(connector.state()).startsWith("FAILED").contains(reason));
  }

  private static Map<String, String> sources(String index) {
    var sources = new TreeMap<String, String>();
    servers
        .index(index)
        .documents()
        .forEach((id, document) -> sources.put(id, document.source().toString()));
    return sources;
  }

  private static ProducerRecord<byte[], byte[]> versioned(
      TestTopic topic, String value, String version) {
    var record =
        new ProducerRecord<>(
            topic.name(),
            "k".getBytes(StandardCharsets.UTF_8),
            value.getBytes(StandardCharsets.UTF_8));
    record.headers().add("version", version.getBytes(StandardCharsets.UTF_8));
    return record;
  }

  private static Map<String, String> with(Map<String, String> base, String key, String value) {
    var all = new HashMap<>(base);
    all.put(key, value);
    return all;
  }

  /** What the worker's log has of the record at this offset of the topic, as it can be read. */
  private static Map<String, Object> passedOver(TestTopic topic, int offset) throws IOException {
    for (var line : own.log().lines().toList()) {
      var event = Json.mapper().readValue(line, new TypeReference<Map<String, Object>>() {});
      if (topic.name().equals(event.get("topic"))
          && Integer.valueOf(offset).equals(event.get("offset"))) {
        return event;
      }
    }
    throw new AssertionError("nothing is said of offset %d of %s".formatted(offset, topic.name()));
  }
}
