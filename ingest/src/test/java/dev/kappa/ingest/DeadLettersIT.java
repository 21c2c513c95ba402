package dev.kappa.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kappa.contracts.DeadLetter;
import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.ingest.deliver.ProducerSettings;
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
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersIT {
  private static final Instant WHEN = Instant.parse("2026-02-03T12:00:00Z");
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
    deadLetters = Topic.create(config, "dead", Map.of());
    cli = new Cli(config, folder, deadLetters.name());
  }

  @Test
  void countsDeadLettersByStageReasonAndTopic() throws IOException {
    setAside(
        letterAt(1, "1", "not-json", 1),
        letterAt(2, "2", "not-json", 3),
        letterAt(3, "3", "failed", 2));

    var list = dlq("list", "--json").json();

    assertThat(list.get("waiting").asLong()).isEqualTo(2);
    assertThat(list.get("parked").asLong()).isEqualTo(1);
    assertThat(list.get("dead_letters").findValuesAsText("reason"))
        .containsExactly("failed", "not-json");
    assertThat(dlq("list", "--json", "--reason", "failed").json().get("waiting").asLong())
        .isEqualTo(1);
    assertThat(dlq("list", "--json", "--since", "2999-01-01T00:00:00Z").json().get("dead_letters"))
        .isEmpty();
    assertThat(dlq("list").out()).contains("enrich", "not-json", topic.name());
  }

  @Test
  void showsADeadLetterInFull() throws IOException {
    setAside(letter("a\u0000b", "not-json", 1));

    assertThat(dlq("show").out())
        .contains("not-json", "what was wrong", topic.name() + ", partition 0, offset 7")
        .contains("00000000  61 00 62");
    assertThat(dlq("show", "0-0", "--value").out()).isEqualTo("a\u0000b");
    assertThat(dlq("show", "0-0", "--json").json().get("value").asText()).isEqualTo("YQBi");
  }

  @Test
  void sendsRepairedLinesBackWithTheKeysTheyWouldHaveHad() throws IOException {
    Files.writeString(
        folder.resolve("in.jsonl"), "{\"k\":\"a\"}\n{\"k\":\"b\"\n{\"k\":\"c\"\n[1]\n");
    cli.run(ProduceMain.class, "--topic", topic.name(), "--file", "in.jsonl", "--key-field", "k");

    var result = dlq("redrive", "--json", "--reason", "not-json", "--edit", "sed 's/$/}/'");

    assertThat(result.exitCode()).isZero();
    assertThat(result.json().get("redriven").asLong()).isEqualTo(2);
    assertThat(topic.records())
        .extracting(record -> text(record.key()) + " " + text(record.value()))
        .containsExactlyInAnyOrder("a {\"k\":\"a\"}", "b {\"k\":\"b\"}", "c {\"k\":\"c\"}");
    assertThat(topic.records())
        .filteredOn(record -> !text(record.key()).equals("a"))
        .allSatisfy(
            record ->
                assertThat(text(record.headers().lastHeader(DeadLetter.ATTEMPT).value()))
                    .isEqualTo("1"));
    assertThat(dlq("list", "--json").json().get("waiting").asLong()).isEqualTo(1);
  }

  @Test
  void sendsEachBackOnceThoughItIsKilledAndRunAgain() throws IOException {
    var letters = new ArrayList<DeadLetter>();
    for (int i = 0; i < 1500; i++) {
      letters.add(letterAt(i, Integer.toString(i), "failed", 1));
    }
    letters.add(letterAt(1500, "parked", "failed", 3));
    setAside(letters.toArray(DeadLetter[]::new));

    assertThat(dlq("redrive", "--dry-run", "--json").json().get("would_redrive").asLong())
        .isEqualTo(1500);
    assertThat(topic.values()).isEmpty();
    var killed = cli.start(DeadLettersMain.class, "redrive", "--edit", "sleep 0.005; cat");
    await().atMost(Duration.ofMinutes(2)).until(() -> !topic.values().isEmpty());
    killed.kill();
    assertThat(topic.values().size()).isLessThan(1500);

    var finished = dlq("redrive", "--json");
    assertThat(finished.json().get("parked").asLong()).isEqualTo(1);
    assertThat(finished.json().get("redriven").asLong()).isBetween(1L, 1499L);
    assertThat(dlq("redrive", "--json").json().get("redriven").asLong()).isZero();

    assertThat(topic.values()).hasSize(1500).doesNotHaveDuplicates();
    assertThat(topic.records())
        .allSatisfy(
            record -> {
              assertThat(record.timestamp()).isEqualTo(WHEN.toEpochMilli());
              assertThat(record.partition()).isZero();
              assertThat(text(record.headers().lastHeader(DeadLetter.ATTEMPT).value()))
                  .isEqualTo("1");
            });
  }

  @Test
  void sendsARecordBackOnceToEachStageThatHadSetItAsideHoweverOften() throws IOException {
    setAside(
        letter("x", "failed", 1), // an enricher
        letterOf("actions-by-page", 7), // a job that reads the same topic, before it was stopped
        letterOf("actions-by-page", 7), // and after it was started again
        letterOf("connect", 7),
        letterOf("connect", 8));

    assertThat(dlq("list", "--json").json().get("waiting").asLong()).isEqualTo(4);
    assertThat(dlq("redrive", "--json", "--stage", "connect").json().get("redriven").asLong())
        .isEqualTo(2);
    assertThat(dlq("redrive", "--json").json().get("redriven").asLong()).isEqualTo(2);
    setAside(letterOf("actions-by-page", 7)); // a job that reads its topic from the start again
    assertThat(dlq("redrive", "--json").json().get("redriven").asLong()).isZero();

    assertThat(topic.records())
        .extracting(record -> text(record.headers().lastHeader(DeadLetter.RETURNED_TO).value()))
        .containsExactlyInAnyOrder("enrich", "actions-by-page", "connect", "connect");
  }

  @Test
  void leavesWhatCannotGoBackWhereItIs() throws IOException {
    setAside(
        new DeadLetter(
            null,
            bytes("x"),
            "enrich",
            "failed",
            "",
            new DeadLetter.FromTopic("no-such-topic", 0, 0, WHEN),
            1),
        letter("y", "failed", 1));

    var result = dlq("redrive", "--json", "--edit", "grep x");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.json().get("refused").toString())
        .contains("topic no-such-topic does not exist", "the edit failed");
    assertThat(topic.values()).isEmpty();
    assertThat(dlq("list", "--json").json().get("waiting").asLong()).isEqualTo(2);
  }

  private Cli.Result dlq(String... arguments) {
    return cli.run(DeadLettersMain.class, arguments);
  }

  private DeadLetter letter(String value, String reason, int attempt) {
    return letterAt(7, value, reason, attempt);
  }

  private DeadLetter letterAt(long offset, String value, String reason, int attempt) {
    return letter("enrich", offset, value, reason, attempt);
  }

  private DeadLetter letterOf(String stage, long offset) {
    return letter(stage, offset, "x", "failed", 1);
  }

  private DeadLetter letter(String stage, long offset, String value, String reason, int attempt) {
    return new DeadLetter(
        bytes("key"),
        bytes(value),
        stage,
        reason,
        "what was wrong",
        new DeadLetter.FromTopic(topic.name(), 0, offset, WHEN),
        attempt);
  }

  private void setAside(DeadLetter... letters) {
    var settings = ProducerSettings.of(config.kafka().clientProperties(), Map.of());
    try (var producer = new KafkaProducer<byte[], byte[]>(settings)) {
      for (var letter : List.of(letters)) {
        var record = letter.toRecord(deadLetters.name());
        var unused =
            producer.send(
                new ProducerRecord<>(
                    record.topic(), 0, record.key(), record.value(), record.headers()));
      }
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
