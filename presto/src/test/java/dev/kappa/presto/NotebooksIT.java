package dev.kappa.presto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every notebook, executed on the little pipeline of {@code src/test/resources/pipeline}. */
class NotebooksIT {
  @TempDir private static Path folder;

  private static PipelineFixture pipeline;
  private static Path notebooks;
  private static String python;

  @BeforeAll
  static void start() throws Exception {
    pipeline = PipelineFixture.get();
    notebooks = pipeline.config().root().resolve("notebooks");
    var setup = run(List.of(notebooks.resolve("setup").toString(), "--headless"), Map.of());
    // Root can always install them; who is not root must be able to build without Python.
    var root = System.getProperty("user.name").equals("root");
    assumeTrue(root || setup.exitCode() == 0, () -> "NOTEBOOKS NOT TESTED: " + setup.err());
    assertThat(setup.exitCode()).as(setup.err()).isZero();
    python = setup.out().strip();
  }

  @Test
  void showTheFiguresOfTheData() throws Exception {
    var keyspace = pipeline.config().cassandra().keyspace() + "_nb";
    pipeline.createTables(keyspace);
    pipeline.cql(resource("/pipeline/aggregates.cql"), keyspace);
    pipeline.cql(named(resource("/notebooks.cql")), keyspace);

    var figures = figuresOf(keyspace);

    // two in the fixture's file; FederatedSqlIT, where it has run before, has added one
    long texts = pipeline.query("SELECT uuid FROM ${topic.fulltext}").size();
    assertThat(texts).isBetween(2L, 3L);
    assertThat(figures.get("01-tour"))
        .containsExactlyInAnyOrderEntriesOf(
            figures(
                "records: employees, as sent = 6",
                "records: employees, a value appended = 4",
                "records: actions, as sent = 8",
                "records: actions, joined with pages = 8",
                "records: texts = " + texts,
                "records: dead letters = 3",
                "found = 2",
                "in_kafka = 8",
                "in_cassandra = 8",
                "in_elasticsearch = 7"));
    assertThat(figures.get("02-what-people-like"))
        .containsExactlyInAnyOrderEntriesOf(
            figures(
                "headcount: Developers Summit = 4",
                "headcount: Internet = 3",
                "headcount: Planking = 2",
                "median in the log: Engineer = 125000.0",
                "median in the log: Chef = 50000.0",
                "median: Engineer, female = 125000.0",
                "read: news = 3",
                "liked: news = 0",
                "read: trade = 3",
                "liked: trade = 0",
                "read: planking = 0",
                "liked: planking = 2"));
    assertThat(figures.get("03-traffic-and-sessions"))
        .containsExactlyInAnyOrderEntriesOf(
            figures(
                "actions = 8",
                "busiest minute = 3",
                "rank 1 = \"lost\"",
                "rank 2 = \"shop\"",
                "actions of the first page = 2",
                "sessions = 4",
                "longest session, seconds = 65.0",
                "transitions = 3",
                "unusual minutes = 1"));
    assertThat(figures.get("04-trust-the-numbers"))
        .containsExactlyInAnyOrderEntriesOf(
            figures(
                "actions: Kafka = 8",
                "actions: Cassandra = 8",
                "actions: Elasticsearch = 7",
                "minutes that differ = 1",
                "in the log = " + (6 + 4 + 8 + 8 + texts),
                "in the audit = 15",
                "late or future = 2",
                "dead letters = 3",
                "duplicates = 0",
                "newest: Kafka: actions = \"2026-11-23T11:00:30\"",
                "newest: Elasticsearch: actions = \"2026-11-23T11:00:30\"",
                "newest: Cassandra: actions_by_page = \"2026-11-23T11:00:00\"",
                "newest: Cassandra: top_pages = \"2026-11-23T11:00:00\"",
                "newest: Cassandra: user_sessions = \"2026-11-23T11:00:00\"",
                "newest: Cassandra: unusual_traffic = \"2026-11-23T11:00:00\"",
                "newest: Cassandra: stage_audit = \"2026-11-23T11:00:00\""));
  }

  @Test
  void sayThatThereIsNothingYetWhereTablesAreMissing() throws Exception {
    var figures = figuresOf(pipeline.config().cassandra().keyspace() + "_none");

    assertThat(figures.get("03-traffic-and-sessions"))
        .containsExactlyInAnyOrderEntriesOf(
            figures(
                "actions = 0",
                "busiest minute = 0",
                "sessions = 0",
                "longest session, seconds = 0.0",
                "transitions = 0",
                "unusual minutes = 0"));
  }

  /** Executes the notebooks, and returns the figures of each. */
  private static Map<String, Map<String, JsonNode>> figuresOf(String keyspace) throws Exception {
    var results = Files.createDirectories(folder.resolve(keyspace));
    var config = pipeline.config();
    var environment = new HashMap<>(pipeline.environment());
    environment.put("KAPPA_HOME", folder.toString());
    environment.put("KAPPA_CASSANDRA_KEYSPACE", keyspace);
    environment.put(
        "KAPPA_CASSANDRA_CONTACT_POINTS",
        config.cassandra().contactPoints().stream()
            .map(address -> address.getHostString() + ":" + address.getPort())
            .collect(Collectors.joining(",")));
    environment.put(
        "KAPPA_ELASTICSEARCH_URL",
        config.elasticsearch().urls().stream().map(URI::toString).collect(Collectors.joining(",")));

    var ended =
        run(
            List.of(python, notebooks.resolve("run.py").toString(), results.toString()),
            environment);

    assertThat(ended.exitCode()).as(ended.err()).isZero();
    var figures = new TreeMap<String, Map<String, JsonNode>>();
    for (var notebook :
        Json.decode(Files.readAllBytes(results.resolve("figures.json")), JsonNode.class)
            .properties()) {
      var entries = new TreeMap<String, JsonNode>();
      notebook.getValue().properties().forEach(one -> entries.put(one.getKey(), one.getValue()));
      figures.put(notebook.getKey(), entries);
    }
    return figures;
  }

  /** Each as {@code name = value}, the value in JSON. */
  private static Map<String, JsonNode> figures(String... lines) {
    return Arrays.stream(lines)
        .map(line -> line.split(" = ", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0],
                pair -> Json.decode(pair[1].getBytes(StandardCharsets.UTF_8), JsonNode.class)));
  }

  private static String named(String cql) {
    var topics = pipeline.config().topics();
    return cql.replace("${topic.actions}", topics.actions())
        .replace("${topic.enriched_actions}", topics.enrichedActions());
  }

  private static KappaProgram.Result run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    var out = folder.resolve("out");
    var err = folder.resolve("err");
    var builder =
        new ProcessBuilder(new ArrayList<>(command))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("KAPPA_"));
    builder.environment().putAll(environment);
    int exitCode = builder.start().waitFor();
    return new KappaProgram.Result(exitCode, Files.readString(out), Files.readString(err));
  }

  private static String resource(String name) throws IOException {
    try (var stream = NotebooksIT.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
