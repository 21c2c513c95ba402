package dev.kappa.connect;

import static dev.kappa.connect.TestConnector.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugin on workers of Kafka 3, the oldest that it is made for. */
class WorkersIT {
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
  void runsWithTheFilesOfASetUpOf2018AndOneWarning(@TempDir Path folder) throws Exception {
    var topic = servers.topic("from-2018", 1);
    topic.send(
        List.of("{\"FirstName\":\"ELVA\",\"Age\":57}", "{\"FirstName\":\"LEIF\",\"Age\":34}"));
    var worker = resource("worker.properties");
    worker.setProperty("bootstrap.servers", servers.config.kafka().bootstrapServers());
    worker.remove("rest.port");
    worker.setProperty("listeners", "http://127.0.0.1:0");
    // where things lie on this machine
    worker.setProperty("plugin.path", OwnWorker.plugin(servers).toString());
    worker.setProperty("offset.storage.file.filename", folder.resolve("offsets").toString());
    var sink = resource("sink.properties");
    sink.setProperty("connector.class", ElasticsearchSinkConnector.class.getName());
    sink.setProperty("connection.url", servers.config.elasticsearch().urls().get(0).toString());
    // what belongs to this test alone
    sink.setProperty("name", topic.name());
    sink.setProperty("topics", topic.name());

    var settings = new HashMap<String, String>();
    sink.forEach((key, value) -> settings.put(key.toString(), value.toString()));
    try (var own =
        OwnWorker.standalone(servers, folder, OwnWorker.KAFKA_3, worker, List.of(settings))
            .start()) {
      var index = servers.index(topic.name());
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(index.count()).isEqualTo(2));

      assertThat(index.documents().get(topic.name() + "+0+0").source())
          .hasToString("{\"FirstName\":\"ELVA\",\"Age\":57}");
      assertThat(Pattern.compile("mean nothing here.*").matcher(own.log()).results())
          .singleElement()
          .extracting(found -> found.group())
          .asString()
          .contains("internal.key.converter, ", "internal.value.converter, ", "type.name");
    }
  }

  @Test
  void runsOnTheShippedDistributedWorker(@TempDir Path folder) throws Exception {
    var topic = servers.topic("distributed", 2);
    var deadLetters = servers.topic("dead", 1);
    topic.send(
        IntStream.range(0, 1_000)
            .mapToObj(i -> i == 500 ? "{\"n\":\"bad\"}" : "{\"n\":%d}".formatted(i))
            .toList());
    var settings = OwnWorker.shipped(servers, "connect-distributed.properties");
    var group = Servers.unique("workers");
    settings.setProperty("group.id", group);
    for (var kept : List.of("config", "offset", "status")) {
      settings.setProperty(kept + ".storage.topic", group + "-" + kept);
    }
    try (var own = OwnWorker.distributed(servers, folder, OwnWorker.KAFKA_3, settings).start();
        var connector =
            TestConnector.start(
                servers,
                own.rest(),
                topic,
                Map.of("tasks.max", "2", "dead.letters.topic", deadLetters.name()))) {
      connector.awaitCommitted(topic);
    }
    var documents = new TreeMap<String, String>();
    servers
        .index(topic.name())
        .documents()
        .forEach((id, document) -> documents.put(id, document.source().toString()));
    assertThat(documents).hasSize(999);
    assertThat(documents.get(topic.name() + "+1+250")).isEqualTo("{\"n\":501}");
    assertThat(deadLetters.deadLetters())
        .singleElement()
        .satisfies(letter -> assertThat(letter.reason()).isEqualTo("document-parsing"));
  }

  @Test
  void theLocalStacksWorkerTellsPrometheusWhatASinkDoes() throws Exception {
    var topic = servers.topic("measured", 1);
    topic.send(List.of("{}", "{}", "{}"));
    try (var connector = TestConnector.start(servers, topic, Map.of())) {
      connector.awaitCommitted(topic);
      var task = "{connector=\"%s\",task=\"0\"}".formatted(connector.name());
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(metrics())
                      .contains("kafka_connect_sink_records_read_total" + task + " 3.0")
                      .contains("kafka_connect_sink_records_active" + task + " 0.0"));
      assertThat(metrics())
          .containsPattern("kafka_connect_connectors [1-9]")
          .containsPattern("kafka_connect_tasks [1-9]")
          .contains("kafka_connect_task_running_ratio" + task)
          .contains("kafka_connect_sink_put_max_seconds" + task)
          .contains("kafka_connect_consumer_lag_records" + task)
          .contains("kafka_connect_record_failures_total" + task + " 0.0")
          .contains("kafka_connect_dead_letters_total" + task + " 0.0");
    }
  }

  private static String metrics() throws IOException, InterruptedException {
    int port = servers.config.stack().ports().connectMetrics();
    var asked = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/metrics".formatted(port)));
    return HttpClient.newHttpClient().send(asked.build(), BodyHandlers.ofString()).body();
  }

  private static Properties resource(String name) throws IOException {
    var properties = new Properties();
    try (var in = WorkersIT.class.getResourceAsStream("/setup-2018/" + name)) {
      properties.load(in);
    }
    return properties;
  }
}
