package dev.kappa.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArgumentFileTest {
  @TempDir Path folder;

  @Test
  void quotesWhatTheJavaCommandWouldSplitOrUnescape() throws Exception {
    var reference =
        ArgumentFile.write(
            folder.resolve("with spaces").resolve("server.args"),
            List.of("-Dpath=/a b/\"c\"", "back\\slash", "#no comment", "it's"));

    assertThat(reference).isEqualTo("@" + folder.resolve("with spaces/server.args"));
    assertThat(Files.readAllLines(folder.resolve("with spaces/server.args")))
        .containsExactly(
            "\"-Dpath=/a b/\\\"c\\\"\"", "\"back\\\\slash\"", "\"#no comment\"", "\"it's\"");
  }
}
