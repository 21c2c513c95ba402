package dev.kappa.connect;

import static dev.kappa.connect.TestConnector.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kappa.connect.FaultyProxy.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
            .during(Duration.ofSeconds(8)) // longer than a commit interval
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
    var deadLetters = servers.topic("dead", 1);
    topic.send(
        IntStream.range(0, 20_000)
            .mapToObj(
                i ->
                    i % 1_000 != 500
                        ? "{\"n\":%d}".formatted(i)
                        : i % 2_000 == 500 ? "not json" : "{\"n\":\"bad\"}")
            .toList());
    var index = servers.index(topic.name());
    try (var proxy = proxy(bulk -> bulk % 2 == 0 ? Fault.DELAYED : Fault.NONE)) {
      var settings =
          TestConnector.settings(
              servers,
              topic,
              with(
                  QUICK,
                  "connection.url",
                  proxy.url(),
                  "name",
                  Servers.unique("it-killed"),
                  "dead.letters.topic",
                  deadLetters.name(),
                  "consumer.override.session.timeout.ms", // what the broker waits for the dead
                  "6000",
                  "consumer.override.heartbeat.interval.ms",
                  "2000"));
      try (var worker =
          OwnWorker.standalone(servers, folder, Map.of(), List.of(settings)).start()) {
        for (int kill = 1; kill <= 3; kill++) {
          var enough = kill * 3_000L;
          await().atMost(PATIENCE).until(() -> index.count() >= enough);
          worker.kill();
          worker.start();
        }
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () -> {
                  assertThat(index.count()).isEqualTo(19_980);
                  // one that was sent before a kill may be sent again after it: it names its record
                  assertThat(
                          deadLetters.deadLetters().stream()
                              .map(letter -> letter.source().toString())
                              .distinct())
                      .hasSize(20);
                });
      }
    }
    assertThat(index.documents().values())
        .hasSize(19_980)
        .extracting(document -> document.source().path("n").asInt())
        .doesNotHaveDuplicates();
  }

  @Test
  void keepsTheOrderOfPartialUpdatesWhileTasksComeAndGo() throws Exception {
    var seed = new Random().nextLong();
    var random = new Random(seed);
    var topic = servers.topic("updates", 2);
    var messages = new ArrayList<TestTopic.Message>();
    var expected = new TreeMap<String, TreeMap<String, Integer>>();
    for (int i = 0; i < 1_500; i++) {
      var key = "k" + random.nextInt(20);
      var field = "f" + random.nextInt(3);
      messages.add(new TestTopic.Message(key, "{\"%s\":%d}".formatted(field, i)));
      expected.computeIfAbsent(key, k -> new TreeMap<>()).put(field, i);
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
                    "write.method",
                    "upsert",
                    "tasks.max",
                    "2",
                    "batch.size",
                    "20",
                    "max.in.flight.requests",
                    "4"))) {
      for (int restart = 1; restart <= 3; restart++) {
        var enough = restart * 15;
        await().atMost(PATIENCE).until(() -> proxy.bulks() >= enough);
        servers.worker.restart(connector.name());
      }
      connector.awaitCommitted(topic);
    }
    var documents = new TreeMap<String, TreeMap<String, Integer>>();
    servers
        .index(topic.name())
        .documents()
        .forEach(
            (key, document) -> {
              var fields = new TreeMap<String, Integer>();
              document
                  .source()
                  .properties()
                  .forEach(field -> fields.put(field.getKey(), field.getValue().asInt()));
              documents.put(key, fields);
            });
    assertThat(documents).as("seed %d", seed).isEqualTo(expected);
  }

  @Test
  void setsAsideTheOneDocumentThatIsTooLarge() throws Exception {
    var topic = servers.topic("large", 1);
    var deadLetters = servers.topic("dead", 1);
    var large = "{\"n\":\"%s\"}".formatted("x".repeat(30_000));
    topic.send(
        IntStream.range(0, 1_000)
            .mapToObj(i -> i == 333 ? large : "{\"n\":\"%d\"}".formatted(i))
            .toList());
    try (var proxy =
            FaultyProxy.start(
                servers.config.elasticsearch().urls().get(0),
                bulk -> Fault.NONE,
                new FaultyProxy.Rules(null, null, 20_000));
        var connector =
            TestConnector.start(
                servers,
                topic,
                Map.of("connection.url", proxy.url(), "dead.letters.topic", deadLetters.name()))) {
      connector.awaitCommitted(topic);
    }
    assertThat(servers.index(topic.name()).documents())
        .hasSize(999)
        .doesNotContainKey(topic.name() + "+0+333");
    assertThat(deadLetters.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.reason()).isEqualTo("document-too-large");
              assertThat(letter.value()).asString().isEqualTo(large);
            });
  }

  /** Half of the documents alone would not fit into its memory. */
  @Test
  void needsNoMoreMemoryForALongOutageAndLargeDocuments(@TempDir Path folder) throws Exception {
    var documents = 400;
    var topic = servers.topic("memory", 1);
    var padding = "x".repeat(900_000);
    for (int i = 0; i < documents; i += 50) {
      topic.send(
          IntStream.range(i, i + 50)
              .mapToObj(n -> "{\"n\":%d,\"padding\":\"%s\"}".formatted(n, padding))
              .toList());
    }
    var template =
        Files.writeString(
            folder.resolve("template.json"),
            "{\"mappings\":{\"dynamic\":false,\"properties\":{\"n\":{\"type\":\"integer\"}}}}");
    var index = servers.index(topic.name());
    try (var proxy = proxy(bulk -> Fault.NONE)) {
      proxy.goAway();
      var settings =
          TestConnector.settings(
              servers,
              topic,
              with(
                  QUICK,
                  "connection.url",
                  proxy.url(),
                  "name",
                  Servers.unique("it-memory"),
                  "index.templates",
                  topic.name() + ":" + template));
      try (var worker =
          OwnWorker.standalone(servers, folder, Map.of(), List.of(settings)).start()) {
        await().atMost(PATIENCE).until(() -> worker.log().contains("records wait to be indexed"));
        await()
            .during(Duration.ofSeconds(3)) // many times as long as filling the memory takes
            .atMost(PATIENCE)
            .until(worker::isAlive);
        proxy.comeBack();
        await()
            .atMost(PATIENCE)
            .failFast("the worker has died", () -> !worker.isAlive())
            .until(() -> index.count() == documents);
      }
    }
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
