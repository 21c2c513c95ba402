package dev.kappa.presto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The notebooks as they are committed. */
class NotebookFilesTest {
  private static final Path FOLDER = Path.of("../notebooks");

  static List<Path> notebooks() throws IOException {
    try (var files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void areCommittedWithoutOutputs(Path notebook) throws IOException {
    for (var cell : Json.decode(Files.readAllBytes(notebook), JsonNode.class).get("cells")) {
      assertThat(cell.path("outputs")).as("outputs in %s: %s", notebook, cell).isEmpty();
      assertThat(cell.path("execution_count").isNumber())
          .as("an execution count in %s: %s", notebook, cell)
          .isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void haveNoCellTwice(Path notebook) throws IOException {
    var sources =
        Json.decode(Files.readAllBytes(notebook), JsonNode.class).findValues("source").stream()
            .map(JsonNode::toString);

    assertThat(sources).doesNotHaveDuplicates();
  }

  @Test
  void areNamedByTheReadme() throws IOException {
    var readme = Files.readString(FOLDER.resolve("README.md"));

    assertThat(notebooks())
        .hasSizeGreaterThanOrEqualTo(4)
        .allSatisfy(file -> assertThat(readme).contains(file.getFileName().toString()));
  }
}
