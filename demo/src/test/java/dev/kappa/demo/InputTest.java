package dev.kappa.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputTest {
  @TempDir private Path folder;

  @Test
  void theLastLineCountsWithoutANewlineAndEmptyLinesDoNot() throws IOException {
    var file = folder.resolve("employees.jsonl");
    Files.write(file, new byte[] {'{', '}', '\n', '\n', (byte) 0xff, '\n', '{', '}'});

    assertThat(new Input.FromFile(file, 0, 1).lines()).isEqualTo(3);
  }
}
