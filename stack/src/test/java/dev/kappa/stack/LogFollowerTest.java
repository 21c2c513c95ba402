package dev.kappa.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFollowerTest {
  @TempDir Path folder;

  @Test
  void startsWithTheLastLines() throws IOException {
    assertThat(last(2, "a\nb\nc\n")).isEqualTo("b\nc\n");
    assertThat(last(2, "a\nb\nc")).isEqualTo("b\nc");
    assertThat(last(9, "a\nb\n")).isEqualTo("a\nb\n");
    assertThat(last(9, "")).isEmpty();
  }

  @Test
  void findsTheLastLinesAcrossBlocks() throws IOException {
    var lines =
        IntStream.range(0, 50_000).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));

    assertThat(last(20_000, lines).lines()).hasSize(20_000).endsWith("line 49999");
  }

  private String last(int lines, String content) throws IOException {
    var log = folder.resolve("kafka.log");
    Files.writeString(log, content);
    var out = new ByteArrayOutputStream();
    new LogFollower(log, out).copyLast(lines);
    return out.toString(StandardCharsets.UTF_8);
  }
}
