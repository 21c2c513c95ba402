package dev.kappa.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.ingest.topic.TopicAdmin;
import dev.kappa.stack.TestStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exactly once, also when the command is killed at any point. */
class TransactionsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Instant FIRST_ROTATION = Instant.parse("2026-01-01T00:00:00Z");
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
  void sendsNothingOfAFileThatCannotBeSentWhole() throws IOException {
    write("{\"a\":1}\nnot json\n{\"a\":\"" + "x".repeat(20_000_000) + "\"}\n{\"a\":2}\n");

    var result = produce();

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.json().get("acknowledged").asLong()).isZero();
    assertThat(topic.values()).isEmpty();
    assertThat(deadLetters.values()).isEmpty();
  }

  @Test
  void sendsAFileOnceThoughItIsKilledInTheMiddleAndRunTwiceAfterwards() throws IOException {
    var lines = lines(0, 3000);
    write(String.join("\n", lines));

    var killed = cli.start(ProduceMain.class, arguments("--transactional", "--rate", "500"));
    await().atMost(PATIENCE).until(() -> offsets() > 0);
    killed.kill();
    assertThat(produce().exitCode()).isZero();
    var again = produce();

    assertThat(again.exitCode()).isZero();
    assertThat(again.json().get("sent").asLong()).isZero();
    assertThat(topic.values()).containsExactlyInAnyOrderElementsOf(lines);
  }

  @Test
  void sendsAChangedFileAgain() throws IOException {
    write("{\"a\":1}\n");
    assertThat(produce().exitCode()).isZero();
    write("{\"a\":1}\n{\"a\":2}\n");
    assertThat(produce().json().get("acknowledged").asLong()).isEqualTo(2);
  }

  @Test
  void followsAFileThroughKillsAndRotationsSendingEachLineOnce() throws IOException {
    long seed = System.nanoTime();
    System.out.println("followsAFileThroughKillsAndRotations: seed " + seed);
    var random = new Random(seed);
    var expected = new ArrayList<String>();
    var log = folder.resolve("in.jsonl");
    int rotations = 0;
    for (int round = 0; round < 4; round++) {
      var follower = cli.start(ProduceMain.class, arguments("--follow"));
      long before = offsets();
      for (int part = 0; part < 10; part++) {
        expected.addAll(append(log, expected.size(), 1 + random.nextInt(200)));
        if (round == 0 && part == 0) {
          // Who has never followed the file begins with it, and not with what it was before.
          await().atMost(PATIENCE).until(() -> offsets() > 0);
        } else if (random.nextInt(6) == 0) {
          rotate(log, rotations++);
        }
      }
      await().atMost(PATIENCE).until(() -> offsets() > before);
      LockSupport.parkNanos(random.nextInt(1_500) * 1_000_000L); // killed at any point
      follower.kill();
    }
    var last = cli.start(ProduceMain.class, arguments("--follow"));
    expected.addAll(append(log, expected.size(), 1)); // which only the last one can send
    try {
      await().atMost(PATIENCE).until(() -> topic.values().size() >= expected.size());
    } finally {
      last.process().toHandle().destroy();
    }
    assertThat(last.result().json().get("failed").asLong()).isZero();
    assertThat(topic.values()).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static List<String> append(Path log, int from, int count) throws IOException {
    var lines = lines(from, from + count);
    Files.writeString(
        log, String.join("\n", lines) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return lines;
  }

  private static void rotate(Path log, int number) throws IOException {
    var rotated = log.resolveSibling("in.jsonl.%02d".formatted(number));
    Files.move(log, rotated);
    // The order of rotated files is that of their times, whose ticks are some milliseconds long.
    Files.setLastModifiedTime(rotated, FileTime.from(FIRST_ROTATION.plusSeconds(number)));
  }

  private long offsets() {
    try (var admin = new TopicAdmin(config.kafka().clientProperties())) {
      return admin.offsets(topic.name());
    }
  }

  private Cli.Result produce() {
    return cli.run(ProduceMain.class, arguments("--transactional"));
  }

  private String[] arguments(String... more) {
    var all = new ArrayList<>(List.of("--topic", topic.name(), "--json", "--file", "in.jsonl"));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("in.jsonl"), text);
  }

  private static List<String> lines(int from, int to) {
    var lines = new ArrayList<String>();
    for (int i = from; i < to; i++) {
      lines.add("{\"n\":" + i + "}");
    }
    return lines;
  }
}
