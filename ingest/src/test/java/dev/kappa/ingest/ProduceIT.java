package dev.kappa.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kappa.contracts.DeadLetter;
import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.stack.TestStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProduceIT {
  private static KappaConfig config;

  @TempDir private Path folder;
  private Topic topic;
  private Topic deadLetters;
  private Cli cli;

  @BeforeAll
  static void startKafka() throws IOException {
    config = TestStack.require("kafka");
  }

  @BeforeEach
  void createTopics() {
    topic = Topic.create(config, "lines", Map.of());
    deadLetters =
        Topic.create(
            config, "dead", Map.of("max.message.bytes", Integer.toString(DeadLetter.MAX_BYTES)));
    cli = new Cli(config, folder, deadLetters.name());
  }

  @Test
  void sendsTheLinesOfPlainAndPackedFilesExactlyAsTheyAre() throws IOException {
    var first = "{\"a\" : 1.0,\t\"b\":\"gr\u00fc\u00df \\u00e9 \ud83d\ude00\"}\n{\"a\":2}\n";
    var second = "{}\n\n  {\"last\":\"without a newline\"}";
    Files.writeString(folder.resolve("first.jsonl"), first);
    try (var packed =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("second.jsonl.gz")))) {
      packed.write(second.getBytes(StandardCharsets.UTF_8));
    }

    var result = produce("--file", "first.jsonl", "second.jsonl.gz");

    assertThat(result.exitCode()).isZero();
    assertThat(result.json().get("sent").asLong()).isEqualTo(4);
    assertThat(result.json().get("acknowledged").asLong()).isEqualTo(4);
    assertThat(result.json().get("empty").asLong()).isEqualTo(1);
    assertThat(topic.values())
        .containsExactlyInAnyOrderElementsOf(
            (first + second)
                .lines()
                .filter(line -> !line.isEmpty())
                .map(ProduceIT::bytes)
                .toList());
    assertThat(deadLetters.values()).isEmpty();
  }

  @Test
  void setsBrokenLinesAsideWithTheirBytesAndTheirPlaceAndGoesOn() throws IOException {
    var broken = List.of("not json", "[{\"a\":1}]", "{\"a\":\"cut");
    var input = "{\"a\":1}\n" + String.join("\n", broken) + "\n{\"a\":2}";

    var result = cli.pipe(input.getBytes(StandardCharsets.UTF_8), ProduceMain.class, options());

    assertThat(result.exitCode()).isZero();
    assertThat(result.json().get("dead_letters").asLong()).isEqualTo(3);
    assertThat(topic.values()).containsExactlyInAnyOrder("{\"a\":1}", "{\"a\":2}");
    assertThat(deadLetters.values()).containsExactlyInAnyOrderElementsOf(broken);
    for (var record : deadLetters.records()) {
      var letter = DeadLetter.read(record.key(), record.value(), record.headers()).orElseThrow();
      var source = (DeadLetter.FromFile) letter.source();
      assertThat(letter.stage()).isEqualTo("ingest");
      assertThat(letter.attempt()).isEqualTo(1);
      assertThat(source.topic()).isEqualTo(topic.name());
      assertThat(source.file()).isEqualTo("-");
      assertThat(source.line())
          .isEqualTo(2 + broken.indexOf(new String(record.value(), StandardCharsets.UTF_8)));
    }
  }

  @Test
  void takesKeysAndTimestampsFromFields() throws IOException {
    write("{\"k\":\"x\",\"at\":\"2026-01-02T03:04:05Z\"}\n{\"k\":\"x\",\"at\":1700000000000}\n");

    assertThat(produce("--file", "in.jsonl", "--key-field", "k", "--time-field", "at").exitCode())
        .isZero();

    var records = topic.records();
    assertThat(records)
        .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
        .containsExactly("x", "x");
    assertThat(records)
        .extracting(record -> Instant.ofEpochMilli(record.timestamp()))
        .containsExactly(
            Instant.parse("2026-01-02T03:04:05Z"), Instant.ofEpochMilli(1_700_000_000_000L));
    assertThat(records.stream().map(record -> record.partition()).collect(Collectors.toSet()))
        .hasSize(1);
  }

  @Test
  void sendsRawLinesWhateverIsInThem() throws IOException {
    var lines = List.of("\u0000\u00ff not utf-8", "[1,2", "x\r");
    Files.write(
        folder.resolve("in.jsonl"), String.join("\n", lines).getBytes(StandardCharsets.ISO_8859_1));

    assertThat(produce("--file", "in.jsonl", "--raw").exitCode()).isZero();

    assertThat(topic.values()).containsExactlyInAnyOrderElementsOf(lines);
  }

  @Test
  void setsTooLargeALineAsideAndKeepsOneInAFileThatNoTopicTakes() throws IOException {
    var large = "{\"a\":\"" + "x".repeat(2_000_000) + "\"}";
    var huge = "{\"a\":\"" + "y".repeat(20_000_000) + "\"}";
    write(large + "\n" + huge + "\n{\"a\":1}\n");

    var result = produce("--file", "in.jsonl", "--undelivered", "kept.jsonl");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("in.jsonl:2", "kept.jsonl");
    assertThat(result.json().get("failed").asLong()).isEqualTo(1);
    assertThat(topic.values()).containsExactly("{\"a\":1}");
    assertThat(deadLetters.values()).containsExactly(large);
    assertThat(Files.readString(folder.resolve("kept.jsonl"))).isEqualTo(huge + "\n");
  }

  @Test
  void saysAtOnceThatATopicDoesNotExistAndCreatesItWhenAsked() throws IOException {
    write("{\"a\":1}\n");
    var missing = topic.name() + "-missing";

    var refused = cli.run(ProduceMain.class, "--topic", missing, "--file", "in.jsonl");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains(missing, "--create-topic");

    var created =
        cli.run(ProduceMain.class, "--topic", missing, "--file", "in.jsonl", "--create-topic");
    assertThat(created.exitCode()).isZero();
    assertThat(new Topic(config, missing).values()).containsExactly("{\"a\":1}");
  }

  @Test
  void keepsWhatCouldNotBeDeliveredInAFileThatCanBeSentAgain() throws Exception {
    var lines = new ArrayList<String>();
    for (int i = 0; i < 1500; i++) {
      lines.add("{\"n\":" + i + "}");
    }
    write(String.join("\n", lines));
    Files.writeString(
        folder.resolve("impatient.properties"),
        "delivery.timeout.ms=15000\nrequest.timeout.ms=5000\nlinger.ms=5\nmetadata.max.age.ms=500\n");
    var running =
        start(
            "--file",
            "in.jsonl",
            "--undelivered",
            "kept.jsonl",
            "--config",
            "impatient.properties",
            "--rate",
            "200/s");
    await().atMost(Duration.ofMinutes(1)).until(() -> topic.values().size() > 100);

    topic.delete();
    var failed = running.result();

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err())
        .contains("lines were not delivered", "last in.jsonl:1500", "kept.jsonl");
    var kept = Files.readAllLines(folder.resolve("kept.jsonl"));
    assertThat(kept).hasSize(failed.json().get("failed").asInt());
    assertThat(failed.json().get("acknowledged").asInt()).isEqualTo(1500 - kept.size());
    // The partitions go away one after the other: the lines kept need not be the last ones.
    assertThat(kept).doesNotHaveDuplicates().isSubsetOf(lines).contains(lines.get(1499));

    assertThat(produce("--file", "kept.jsonl", "--create-topic").exitCode()).isZero();
    assertThat(topic.values()).containsExactlyInAnyOrderElementsOf(kept);
  }

  @Test
  void deliversWhatItHasReadAndReportsWhenItIsStopped() {
    var running = cli.start(ProduceMain.class, options());
    running.type("{\"a\":1}\n{\"a\":2}\n");
    await().atMost(Duration.ofMinutes(1)).until(() -> topic.values().size() == 2);

    running.process().toHandle().destroy(); // SIGTERM; standard input stays open
    var result = running.result();

    assertThat(result.exitCode()).isEqualTo(143);
    assertThat(result.err()).contains("interrupted behind -:2");
    assertThat(result.json().get("acknowledged").asLong()).isEqualTo(2);
  }

  @Test
  void refusesSettingsThatWouldLoseOrDoubleRecordsOrAreWrong() throws IOException {
    write("{\"a\":1}\n");
    Files.writeString(
        folder.resolve("unsafe.properties"),
        "acks=1\nenable.idempotence=false\nlinger.ms=1\nlingr.ms=1\nbatch.size=lots\n");
    var result = produce("--file", "in.jsonl", "--config", "unsafe.properties");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .contains("acks", "enable.idempotence", "lingr.ms", "batch.size")
        .doesNotContain("linger.ms");
  }

  @Test
  void namesEverythingThatIsWrongWithACallAtOnce() {
    var result = produce("--file", "missing.jsonl", "--rate", "0", "--raw", "--key-field", "k");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("missing.jsonl does not exist", "--rate", "--raw");
  }

  @Test
  void sendsWhatItGeneratesWithTheTimesOfTheEvents() {
    var result =
        produce("--generate", "actions", "--count", "3000", "--malformed", "1", "--seed", "5");
    assertThat(result.exitCode()).isZero();
    assertThat(result.json().get("acknowledged").asLong()).isEqualTo(3000);
    assertThat(result.json().get("dead_letters").asLong()).isEqualTo(30);
    assertThat(topic.records())
        .hasSize(3000)
        .allSatisfy(
            record -> {
              assertThat(new String(record.key(), StandardCharsets.UTF_8)).startsWith("user-");
              assertThat(Instant.ofEpochMilli(record.timestamp()))
                  .isBetween(
                      Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-01T01:00:00Z"));
            });
    assertThat(deadLetters.values()).hasSize(30);
  }

  private Cli.Result produce(String... options) {
    return start(options).result();
  }

  private Cli.Running start(String... options) {
    var all = new ArrayList<>(List.of(options()));
    all.addAll(List.of(options));
    return cli.start(ProduceMain.class, all.toArray(String[]::new));
  }

  private String[] options() {
    return new String[] {"--topic", topic.name(), "--json"};
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("in.jsonl"), text);
  }

  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
