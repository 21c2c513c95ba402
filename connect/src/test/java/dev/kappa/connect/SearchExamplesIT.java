package dev.kappa.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command of {@code docs/search.md} finds what the page says. */
class SearchExamplesIT {
  private static final Path ROOT = Path.of(System.getProperty("kappa.root"));
  private static final Pattern FIRST_NAME = Pattern.compile("\"FirstName\" ?: ?\"(\\w+)\"");
  private static final Pattern BLOCK =
      Pattern.compile("```(\\w+)\n(.*?)\n```(?:\n\nFinds ([A-Z, ]+)\\.)?", Pattern.DOTALL);

  @TempDir private static Path folder;
  private static Servers servers;
  private static TestTopic topic;

  /** A command of the page, and the first names of those it finds; empty where it does not say. */
  record Example(String command, List<String> finds) {
    @Override
    public String toString() {
      return command;
    }
  }

  @BeforeAll
  static void indexTheDocumentsOfThePage() throws Exception {
    servers = Servers.require();
    topic = servers.topic("employees", 1);
    var documents = blocks("json").findFirst().orElseThrow().command();
    topic.send(documents.lines().toList());
    try (var connector =
        TestConnector.start(
            servers, topic, Map.of("index.templates", topic.name() + ":employees"))) {
      connector.awaitCommitted(topic);
    }
    var kappa =
        """
        #!/bin/bash
        shift
        exec '%s' -cp '%s' dev.kappa.connect.SearchMain "$@"
        """
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                ROOT.resolve("connect/target/kappa-connect.jar"));
    Files.createFile(
        folder.resolve("kappa"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(folder.resolve("kappa"), kappa);
  }

  @AfterAll
  static void stop() throws IOException {
    servers.close();
  }

  static Stream<Example> examples() throws IOException {
    return blocks("sh");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void findsWhatThePageSays(Example example) throws Exception {
    var output = run(example.command(), 0);
    assertThat(output).isNotBlank();
    if (!example.finds().isEmpty()) {
      assertThat(firstNames(output)).containsExactlyInAnyOrderElementsOf(example.finds());
    }
  }

  @Test
  void countsExactly() throws Exception {
    assertThat(run("./kappa search 'Gender:Male' --count --json", 0))
        .contains("\"sample.append_employees\":2".replace("sample.append_employees", topic.name()));
    assertThat(run("./kappa search internet --limit 1 --json", 0))
        .startsWith("{\"total\":2,\"hits\":[{\"index\":");
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    assertThat(run("./kappa search 'a (b'", 1))
        .contains("cannot be read at character 5, where it ends too early", "  a (b\n      ^");
    assertThat(run("./kappa search a --index no-such-index", 1)).contains("no index no-such-index");
    assertThat(run("KAPPA_ELASTICSEARCH_URL=http://127.0.0.1:1 ./kappa search a", 1))
        .contains("127.0.0.1:1 does not answer", "./kappa up");
    assertThat(run("./kappa search a --limit many", 2)).contains("--limit");
    assertThat(run("./kappa search a --limit -3", 2)).contains("--limit takes 0 to 10000");
  }

  private static Stream<Example> blocks(String language) throws IOException {
    var examples = new ArrayList<Example>();
    var matcher = BLOCK.matcher(Files.readString(ROOT.resolve("docs/search.md")));
    while (matcher.find()) {
      if (matcher.group(1).equals(language)) {
        examples.add(
            new Example(
                matcher.group(2),
                matcher.group(3) == null
                    ? List.of()
                    : Arrays.asList(matcher.group(3).split(", ", -1))));
      }
    }
    return examples.stream();
  }

  private static List<String> firstNames(String output) {
    return FIRST_NAME.matcher(output).results().map(result -> result.group(1)).toList();
  }

  private static String run(String command, int exitCode) throws Exception {
    var url = servers.config.elasticsearch().urls().get(0);
    var process =
        new ProcessBuilder(
                "bash",
                "-c",
                command
                    .replace("127.0.0.1:9200", url.getAuthority())
                    .replace("sample.append_employees", topic.name()))
            .directory(folder.toFile())
            .redirectErrorStream(true);
    process.environment().keySet().removeIf(name -> name.startsWith("KAPPA_"));
    process.environment().put("KAPPA_HOME", folder.toString());
    process.environment().put("KAPPA_ELASTICSEARCH_URL", url.toString());
    process.environment().put("KAPPA_TOPIC_APPEND_EMPLOYEES", topic.name());
    process.environment().put("KAPPA_TOPIC_ENRICHED_ACTIONS", topic.name() + "-none");
    process.environment().put("KAPPA_TOPIC_FULLTEXT", topic.name() + "-none");
    var running = process.start();
    var output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(running.waitFor()).as("%s%n%s", command, output).isEqualTo(exitCode);
    return output;
  }
}
