package dev.kappa.enrich.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.contracts.ActionCount;
import dev.kappa.contracts.DeadLetter;
import dev.kappa.contracts.Json;
import dev.kappa.stack.TestStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One instance with all flows, from start to SIGTERM. */
class EnrichIT {
  private static final int RECORDS = 200;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final String suffix = "-" + UUID.randomUUID().toString().substring(0, 8);
  private final String employees = "employees" + suffix;
  private final String appended = "append-employees" + suffix;
  private final String actions = "action" + suffix;
  private final String pages = "page" + suffix;
  private final String enriched = "enriched-action" + suffix;
  private final String counts = "action-counts" + suffix;
  private final String deadLetters = "dead-letters" + suffix;
  private final String leads = "leads" + suffix;

  @TempDir private Path home;

  @Test
  void enrichesWhatItCanAndKeepsTheRest() throws Exception {
    var servers = TestStack.require("kafka").kafka().bootstrapServers();
    int http = freePort();
    try (var enricher =
        EnricherProcess.start(
            home, "it", environment(servers), List.of(file(), "--http", Integer.toString(http)))) {
      enricher.awaitLog("waiting for topics that do not exist: ");
      assertThat(get(http, "/live")).isEqualTo(200);
      assertThat(get(http, "/ready")).isEqualTo(503);
    }
    try (var enricher =
            EnricherProcess.start(
                home,
                "it",
                environment(servers),
                List.of(file(), "--create-topics", "--http", Integer.toString(http)));
        var producer = producer(servers)) {
      enricher.awaitLog("enrich: RUNNING");
      send(
          producer,
          List.of(
              new ProducerRecord<>(pages, "home", "{\"category\":\"start\"}"),
              new ProducerRecord<>(pages, "away", "broken")));
      enricher.awaitLog("records in 2,");
      var records = new ArrayList<ProducerRecord<String, String>>();
      for (int n = 0; n < RECORDS; n++) {
        records.add(new ProducerRecord<>(employees, employee(n)));
        records.add(new ProducerRecord<>(actions, "user" + n % 7, action(n)));
      }
      send(producer, records);

      try (var out =
          new CommittedRecords(servers, appended, enriched, counts, deadLetters, leads)) {
        int dead = 2 * RECORDS / 10 + 1;
        Awaitility.await()
            .atMost(PATIENCE)
            .untilAsserted(
                () -> {
                  out.readOn();
                  assertThat(out.of(appended)).hasSize(RECORDS - RECORDS / 10);
                  assertThat(out.of(enriched)).hasSize(RECORDS - RECORDS / 10);
                  assertThat(out.of(deadLetters)).hasSize(dead);
                  assertThat(total(out.of(counts))).isEqualTo(RECORDS - RECORDS / 10);
                });
        assertAppended(out);
        assertEnriched(out);
        assertDeadLetters(out);
      }
      Awaitility.await().atMost(PATIENCE).until(() -> get(http, "/ready") == 200);
      assertThat(text(http, "/metrics"))
          .contains("kappa_enrich_running{application=\"enrich\"} 1")
          .containsPattern("kappa_enrich_records_in_total\\{.*topic=\"" + employees)
          .containsPattern("kappa_enrich_records_dead_total\\{.* [1-9]")
          .containsPattern("kappa_enrich_lag_records\\{.*topic=\"" + actions + ".* 0\n")
          .contains("kappa_enrich_latency_seconds_max{");
      assertThat(enricher.stop()).isZero();
      assertThat(enricher.log()).contains("closed").doesNotContain("not cleanly");
    }
  }

  private void assertAppended(CommittedRecords out) {
    var expected = new ArrayList<String>();
    for (int n = 0; n < RECORDS; n++) {
      if (!malformed(n)) {
        expected.add(employee(n).replace("Chess", "Chess,Developers Summit"));
      }
    }
    assertThat(values(out.of(appended))).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(values(out.of(leads)))
        .containsExactlyInAnyOrderElementsOf(
            expected.stream().filter(value -> value.contains("CEO")).toList());
  }

  private void assertEnriched(CommittedRecords out) {
    for (var record : out.of(enriched)) {
      var text = new String(record.value(), UTF_8);
      var category = text.contains("\"home\"") ? "start" : "unknown";
      assertThat(text).endsWith(",\"category\":\"" + category + "\"}");
    }
  }

  private void assertDeadLetters(CommittedRecords out) {
    var byTopic = new HashMap<String, Integer>();
    for (var record : out.of(deadLetters)) {
      var letter = DeadLetter.read(record.key(), record.value(), record.headers()).orElseThrow();
      assertThat(letter.stage()).isEqualTo("enrich" + suffix);
      assertThat(new String(letter.value(), UTF_8)).contains("broken");
      byTopic.merge(letter.source().topic(), 1, Integer::sum);
    }
    assertThat(byTopic).isEqualTo(Map.of(pages, 1, employees, RECORDS / 10, actions, RECORDS / 10));
  }

  private String file() throws IOException {
    var file = home.resolve("enrich.properties");
    Files.writeString(
        file,
        """
        application.id=enrich%1$s
        route.append-employees%1$s.Designation=CEO:%2$s
        """
            .formatted(suffix, leads));
    return file.toString();
  }

  private Map<String, String> environment(String servers) {
    return Map.of(
        "KAPPA_KAFKA_BOOTSTRAP_SERVERS", servers,
        "KAPPA_TOPIC_EMPLOYEES", employees,
        "KAPPA_TOPIC_APPEND_EMPLOYEES", appended,
        "KAPPA_TOPIC_ACTIONS", actions,
        "KAPPA_TOPIC_PAGES", pages,
        "KAPPA_TOPIC_ENRICHED_ACTIONS", enriched,
        "KAPPA_TOPIC_ACTION_COUNTS", counts,
        "KAPPA_TOPIC_DEAD_LETTERS", deadLetters);
  }

  private static boolean malformed(int n) {
    return n % 10 == 3;
  }

  private static String employee(int n) {
    return malformed(n)
        ? "broken " + n
        : "{ \"n\":%d.0, \"Designation\":\"%s\",\"Interests\":\"Chess\" }"
            .formatted(n, n % 3 == 0 ? "CEO" : "Clerk");
  }

  private static String action(int n) {
    return malformed(n)
        ? "broken " + n
        : "{\"uuid\":\"u%d\",\"name\":\"%s\",\"at\":\"2026-11-23T10:%02d:00Z\"}"
            .formatted(n, n % 2 == 0 ? "home" : "away", n % 5);
  }

  /** The sum of the last count of each key. */
  private static long total(List<ConsumerRecord<byte[], byte[]>> counts) {
    var last = new HashMap<String, Long>();
    for (var record : counts) {
      var count = Json.decode(record.value(), ActionCount.class);
      last.put(new String(record.key(), UTF_8), count.actions());
    }
    return last.values().stream().mapToLong(Long::longValue).sum();
  }

  private static List<String> values(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().map(record -> new String(record.value(), UTF_8)).toList();
  }

  private static KafkaProducer<String, String> producer(String servers) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", servers), new StringSerializer(), new StringSerializer());
  }

  private static void send(
      KafkaProducer<String, String> producer, List<ProducerRecord<String, String>> records)
      throws InterruptedException, ExecutionException {
    for (var acknowledged : records.stream().map(producer::send).toList()) {
      acknowledged.get();
    }
  }

  private static int get(int port, String path) throws IOException, InterruptedException {
    return response(port, path).statusCode();
  }

  private static String text(int port, String path) throws IOException, InterruptedException {
    return response(port, path).body();
  }

  private static HttpResponse<String> response(int port, String path)
      throws IOException, InterruptedException {
    var address = URI.create("http://127.0.0.1:" + port + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
