package dev.kappa.connect;

import static dev.kappa.connect.TestConnector.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kappa.connect.FaultyProxy.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens on the way: the index is the topic minus the dead letters, exactly. */
class FaultsIT {
  private static final Map<String, String> QUICK =
      Map.of("retry.backoff.ms", "10", "retry.backoff.max.ms", "100", "batch.size", "200");

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
  void survivesEveryFaultOfABusyOrDyingCluster() throws Exception {
    var seed = new Random().nextLong();
    var topic = servers.topic("faults", 3);
    var deadLetters = servers.topic("dead", 1);
    var bad = "{\"Age\":\"bad\"}";
    topic.send(
        IntStream.range(0, 10_000)
            .mapToObj(i -> i % 1_000 == 500 ? bad : "{\"Age\":%d}".formatted(i))
            .toList());
    try (var proxy = proxy(randomFaults(seed));
        var connector =
            TestConnector.start(
                servers,
                topic,
                with(
                    QUICK,
                    "connection.url",
                    proxy.url(),
                    "index.templates",
                    topic.name() + ":employees",
                    "dead.letters.topic",
                    deadLetters.name(),
                    "max.in.flight.requests",
                    "3"))) {
      connector.awaitCommitted(topic);
      assertThat(connector.state()).isEqualTo("RUNNING");
    }
    var documents = servers.index(topic.name()).documents();
    assertThat(documents).as("seed %d", seed).hasSize(9_990);
    documents.forEach(
        (id, document) -> {
          var part = id.split("\\+", 3);
          var n = Integer.parseInt(part[2]) * 3 + Integer.parseInt(part[1]);
          assertThat(document.source().path("Age").asInt()).as("seed %d", seed).isEqualTo(n);
        });
    assertThat(deadLetters.deadLetters())
        .as("seed %d", seed)
        .extracting(letter -> letter.source().toString())
        .doesNotHaveDuplicates()
        .hasSize(10);
  }

  @Test
  void keepsTheOrderOfEveryKeyThroughFaults() throws Exception {
    var seed = new Random().nextLong();
    var random = new Random(seed);
    var topic = servers.topic("order", 2);
    var messages = new ArrayList<TestTopic.Message>();
    var expected = new TreeMap<String, String>();
    for (int i = 0; i < 1_500; i++) {
      var key = "k" + random.nextInt(40);
      var value = random.nextInt(4) == 0 ? null : "{\"n\":%d}".formatted(i);
      messages.add(new TestTopic.Message(key, value));
      if (value == null) {
        expected.remove(key);
      } else {
        expected.put(key, value);
      }
    }
    topic.sendKeyed(messages);
    try (var proxy = proxy(randomFaults(seed));
        var connector =
            TestConnector.start(
                servers,
                topic,
                with(
                    QUICK,
                    "connection.url",
                    proxy.url(),
                    "key.ignore",
                    "false",
                    "batch.size",
                    "50",
                    "max.in.flight.requests",
                    "4"))) {
      connector.awaitCommitted(topic);
    }
    var documents = new TreeMap<String, String>();
    servers
        .index(topic.name())
        .documents()
        .forEach((id, document) -> documents.put(id, document.source().toString()));
    assertThat(documents).as("seed %d", seed).isEqualTo(expected);
  }

  @Test
  void waitsForAClusterThatIsAwayAndCommitsNothingMeanwhile() throws Exception {
    var topic = servers.topic("away", 1);
    topic.send(IntStream.range(0, 3_000).mapToObj("{\"n\":%d}"::formatted).toList());
    try (var proxy = proxy(bulk -> Fault.NONE)) {
      proxy.goAway();
      try (var connector =
          TestConnector.start(
              servers,
              topic,
              with(QUICK, "connection.url", proxy.url(), "max.buffered.records", "1000"))) {
        await()
            .during(java.time.Duration.ofSeconds(8)) // longer than a commit interval
            .atMost(PATIENCE)
            .untilAsserted(
                () -> {
                  assertThat(connector.state()).isIn("NONE", "RUNNING", "UNASSIGNED");
                  assertThat(connector.committed().values()).allMatch(offset -> offset == 0);
                });
        proxy.comeBack();
        connector.awaitCommitted(topic);
      }
    }
    assertThat(servers.index(topic.name()).count()).isEqualTo(3_000);
  }

  @Test
  void losesAndRepeatsNothingWhenTheWorkerIsKilled(@TempDir Path folder) throws Exception {
    var topic = servers.topic("killed", 2);
    topic.send(IntStream.range(0, 20_000).mapToObj("{\"n\":%d}"::formatted).toList());
    var index = servers.index(topic.name());
    try (var proxy = proxy(bulk -> bulk % 2 == 0 ? Fault.DELAYED : Fault.NONE)) {
      var settings =
          TestConnector.settings(
              servers,
              topic,
              with(QUICK, "connection.url", proxy.url(), "name", Servers.unique("it-killed")));
      try (var worker =
          StandaloneWorker.prepare(servers.config, folder, Map.of(), settings).start()) {
        for (int kill = 1; kill <= 3; kill++) {
          var enough = kill * 3_000L;
          await().atMost(PATIENCE).until(() -> index.count() >= enough);
          worker.kill();
          worker.start();
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(index.count()).isEqualTo(20_000));
      }
    }
    assertThat(index.documents().values())
        .as("written once each: a repeated write would have another version")
        .hasSize(20_000)
        .extracting(document -> document.source().path("n").asInt())
        .doesNotHaveDuplicates();
  }

  private static FaultyProxy proxy(IntFunction<Fault> faults) throws IOException {
    return FaultyProxy.start(servers.config.elasticsearch().urls().get(0), faults);
  }

  private static IntFunction<Fault> randomFaults(long seed) {
    var faults = Fault.values();
    return bulk -> {
      var random = new Random(seed + bulk * 7_919L);
      return random.nextBoolean() ? Fault.NONE : faults[random.nextInt(faults.length)];
    };
  }

  private static Map<String, String> with(Map<String, String> base, String... more) {
    var all = new HashMap<>(base);
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return all;
  }
}
