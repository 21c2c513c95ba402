package dev.kappa.connect;

import static dev.kappa.connect.TestConnector.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kappa.connect.search.Search;
import dev.kappa.contracts.DeadLetter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The connector on a real worker, with a real Elasticsearch. */
class ElasticsearchSinkIT {
  private static Servers servers;

  @BeforeAll
  static void start() throws IOException {
    servers = Servers.require();
  }

  @AfterAll
  static void stop() throws IOException {
    servers.close();
  }

  @Test
  void indexesEachRecordOnceAndChangesNothingWhenItIsDeliveredAgain() throws Exception {
    var topic = servers.topic("once", 4);
    topic.send(IntStream.range(0, 10_000).mapToObj("{\"n\":%d}"::formatted).toList());
    var index = servers.index(topic.name());
    try (var connector = TestConnector.start(servers, topic, Map.of("tasks.max", "2"))) {
      connector.awaitCommitted(topic);
    }
    var documents = index.documents();
    assertThat(documents).hasSize(10_000);
    for (int n = 0; n < 10_000; n++) {
      assertThat(documents.get("%s+%d+%d".formatted(topic.name(), n % 4, n / 4)).source())
          .hasToString("{\"n\":%d}".formatted(n));
    }

    // a connector of another name reads everything again from the start
    try (var again = TestConnector.start(servers, topic, Map.of())) {
      again.awaitCommitted(topic);
    }
    assertThat(index.documents()).as("nothing was written again").isEqualTo(documents);
  }

  @Test
  void setsAsideWhatCanNeverBeIndexedAndGoesOn() throws Exception {
    var topic = servers.topic("mapping", 1);
    var deadLetters = servers.topic("dead", 1);
    topic.send(
        List.of(
            "{\"Age\":1,\"FirstName\":\"A\"}",
            "{\"Age\":\"not a number\"}",
            "not json",
            "{\"Age\":2,\"FirstName\":\"B\"}"));
    try (var connector =
        TestConnector.start(
            servers,
            topic,
            Map.of(
                "index.templates",
                topic.name() + ":employees",
                "dead.letters.topic",
                deadLetters.name()))) {
      connector.awaitCommitted(topic);
    }
    assertThat(servers.index(topic.name()).documents())
        .containsOnlyKeys(topic.name() + "+0+0", topic.name() + "+0+3");
    var letters = new HashMap<String, DeadLetter>();
    deadLetters
        .deadLetters()
        .forEach(letter -> letters.put(new String(letter.value(), StandardCharsets.UTF_8), letter));
    assertThat(letters).containsOnlyKeys("not json", "{\"Age\":\"not a number\"}");
    assertThat(letters.get("not json").reason()).isEqualTo("not-json");
    var conflict = letters.get("{\"Age\":\"not a number\"}");
    assertThat(conflict.stage()).isEqualTo("connect");
    assertThat(conflict.reason()).isEqualTo("document-parsing");
    assertThat(conflict.exception()).contains("failed to parse field [Age]", "not a number");
    assertThat(conflict.key()).isNull();
    assertThat(conflict.attempt()).isEqualTo(1);
    assertThat(conflict.source())
        .isInstanceOfSatisfying(
            DeadLetter.FromTopic.class,
            source -> {
              assertThat(source.topic()).isEqualTo(topic.name());
              assertThat(source.partition()).isZero();
              assertThat(source.offset()).isEqualTo(1);
            });
  }

  @Test
  void keepsOneDocumentAKeyAndDeletesItWithATombstone() throws Exception {
    var topic = servers.topic("keyed", 2);
    var deadLetters = servers.topic("dead", 1);
    var messages = new ArrayList<TestTopic.Message>();
    for (int i = 0; i < 500; i++) {
      messages.add(new TestTopic.Message("hot", "{\"n\":%d}".formatted(i)));
    }
    messages.add(new TestTopic.Message("gone", "{\"n\":1}"));
    messages.add(new TestTopic.Message("gone", null));
    messages.add(new TestTopic.Message(null, "{\"n\":1}"));
    topic.sendKeyed(messages);
    try (var connector =
        TestConnector.start(
            servers,
            topic,
            Map.of(
                "key.ignore", "false",
                "batch.size", "7",
                "max.in.flight.requests", "4",
                "dead.letters.topic", deadLetters.name()))) {
      connector.awaitCommitted(topic);
    }
    var documents = servers.index(topic.name()).documents();
    assertThat(documents).containsOnlyKeys("hot");
    assertThat(documents.get("hot").source()).hasToString("{\"n\":499}");
    assertThat(deadLetters.deadLetters())
        .singleElement()
        .satisfies(letter -> assertThat(letter.reason()).isEqualTo("bad-key"));
  }

  @Test
  void failsWithItsReasonWhereThereIsNoPlaceForDeadLetters() throws Exception {
    var topic = servers.topic("nowhere", 1);
    topic.send(List.of("not json"));
    try (var connector = TestConnector.start(servers, topic, Map.of())) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(connector.state())
                      .startsWith("FAILED")
                      .contains(topic.name() + "+0+0", "not-json", "dead.letters.topic"));
      assertThat(connector.committed()).as("offsets").isEmpty();
    }
  }

  @Test
  void makesAnIndexWithItsMappingsBehindAnAliasBeforeTheFirstRecord() throws Exception {
    var topic = servers.topic("empty", 1);
    try (var connector =
        TestConnector.start(
            servers, topic, Map.of("index.templates", topic.name() + ":fulltext"))) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(servers.elasticsearch.exists("/" + topic.name()))
                      .as(connector.state())
                      .isTrue());
    }
    var mapping =
        servers.elasticsearch.send("GET", "/" + topic.name() + "/_mapping", Map.of(), null);
    assertThat(mapping.path(topic.name() + "-v1").at("/mappings/properties/uuid/type").asText())
        .isEqualTo("keyword");
  }

  @Test
  void findsWordsAndShowsWhere() throws Exception {
    var topic = servers.topic("search", 1);
    topic.send(
        List.of(
            "{\"FirstName\":\"ELVA\",\"Interests\":\"Body Building,Planking\"}",
            "{\"FirstName\":\"LEIF\",\"Interests\":\"Internet\"}"));
    try (var connector =
        TestConnector.start(
            servers, topic, Map.of("index.templates", topic.name() + ":employees"))) {
      connector.awaitCommitted(topic);
    }
    var found =
        new Search(servers.elasticsearch)
            .find(new Search.Query("planking", List.of(topic.name()), false, List.of(), 10));
    assertThat(found.total()).isEqualTo(1);
    var hit = found.hits().get(0);
    assertThat(hit.source().path("FirstName").asText()).isEqualTo("ELVA");
    assertThat(hit.score()).isPositive();
    assertThat(hit.highlight())
        .containsEntry("Interests", List.of("Body Building,<em>Planking</em>"));
  }
}
