package dev.kappa.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.stack.TestStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo as a user runs it, on the tests' servers, whose data it throws away; then all jobs, and
 * every notebook on what is there.
 */
class DemoIT {
  private static final int ACTIONS = 2_000;

  @TempDir private static Path folder;

  private static Map<String, String> environment;
  private static KappaConfig config;
  private static byte[] personsMarker;
  private static JsonNode report;

  @BeforeAll
  static void runTheDemo() throws Exception {
    environment = TestStack.environment();
    var root = Path.of(System.getProperty("kappa.root"));
    config = KappaConfig.load(root, environment);
    personsMarker = Files.exists(marker()) ? Files.readAllBytes(marker()) : null;
    var lines =
        run(List.of(kappa(), "demo", "--events", "" + ACTIONS, "--reset", "--keep", "--json"))
            .lines()
            .toList();
    report = json(lines.get(lines.size() - 1));
  }

  /** What a person's own local stack holds is for their next demo to know. */
  @AfterAll
  static void putThePersonsMarkerBack() throws IOException {
    if (personsMarker == null) {
      Files.deleteIfExists(marker());
    } else {
      Files.write(marker(), personsMarker);
    }
  }

  @Test
  void everyCountIsWhatTheInputSays() {
    assertThat(report.path("ok").asBoolean()).as(report.toPrettyString()).isTrue();
    var topics = config.topics();
    assertThat(report.path("enriched").path(topics.enrichedActions()).asLong())
        .isBetween(ACTIONS * 99L / 100, (long) ACTIONS)
        .isEqualTo(report.path("counted").path("actions_by_page").asLong())
        .isEqualTo(report.path("documents").path(topics.enrichedActions()).asLong());
    assertThat(report.path("dead_letters").asLong()).isPositive();
  }

  @Test
  void everyNotebookShowsTheFiguresOfTheLog() throws Exception {
    var notebooks = config.root().resolve("notebooks");
    var setup = start(List.of(notebooks.resolve("setup").toString(), "--headless"));
    // Root can always install them; who is not root must be able to build without Python.
    assumeTrue(
        System.getProperty("user.name").equals("root") || setup.exitCode() == 0,
        () -> "NOTEBOOKS NOT TESTED: " + setup.err());
    assertThat(setup.exitCode()).as(setup.err()).isZero();

    run(List.of(kappa(), "submit", "all", "--until-now"));
    run(List.of(setup.out().strip(), notebooks.resolve("run.py").toString(), folder.toString()));

    assertThat(shown()).containsExactlyInAnyOrderEntriesOf(expected());
  }

  private static Map<String, String> shown() throws IOException {
    var figures = new TreeMap<String, String>();
    json(Files.readString(folder.resolve("figures.json")))
        .properties()
        .forEach(
            notebook ->
                notebook
                    .getValue()
                    .properties()
                    .forEach(
                        figure ->
                            figures.put(
                                notebook.getKey() + ": " + figure.getKey(),
                                Figures.text(figure.getValue()))));
    return figures;
  }

  private static Map<String, String> expected() {
    var figures = new Figures(config.topics());
    var properties = new HashMap<String, Object>(config.kafka().clientProperties());
    properties.put("isolation.level", "read_committed");
    properties.put("enable.auto.commit", "false");
    try (var consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new StringDeserializer())) {
      var partitions =
          config.topics().specs(1).stream()
              .flatMap(spec -> consumer.partitionsFor(spec.name()).stream())
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (var record : consumer.poll(Duration.ofSeconds(1))) {
          figures.add(record.topic(), Instant.ofEpochMilli(record.timestamp()), record.value());
        }
      }
    }
    return figures.ofAllNotebooks();
  }

  private record Ended(int exitCode, String out, String err) {}

  /** Runs a command that must succeed, and returns its standard output. */
  private static String run(List<String> command) throws IOException, InterruptedException {
    var ended = start(command);
    assertThat(ended.exitCode()).as(command + "\n" + ended.out() + ended.err()).isZero();
    return ended.out();
  }

  private static Ended start(List<String> command) throws IOException, InterruptedException {
    var out = folder.resolve("out");
    var err = folder.resolve("err");
    var builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    var variables = builder.environment();
    variables.keySet().removeIf(name -> name.startsWith("KAPPA_") && !name.endsWith("JAVA_HOME"));
    variables.putAll(environment);
    variables.put("KAPPA_SKIP_BUILD", "1");
    int exitCode = builder.start().waitFor();
    return new Ended(exitCode, Files.readString(out), Files.readString(err));
  }

  private static String kappa() {
    return config.root().resolve("kappa").toString();
  }

  private static Path marker() {
    return config.root().resolve(".kappa").resolve("demo");
  }

  private static JsonNode json(String text) {
    return Json.decode(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }
}
