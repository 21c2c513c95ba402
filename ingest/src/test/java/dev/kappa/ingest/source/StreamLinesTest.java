package dev.kappa.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamLinesTest {
  @Test
  void countsTheLastLineWithoutNewline() throws IOException {
    assertThat(lines("a\nb")).containsExactly("a", "b");
    assertThat(lines("a\nb\n")).containsExactly("a", "b");
  }

  @Test
  void keepsEmptyLinesSoThatNumbersAgreeWithTheFile() throws IOException {
    assertThat(lines("a\n\n\nb\n")).containsExactly("a", "", "", "b");
    assertThat(lines("")).isEmpty();
    assertThat(lines("\n")).containsExactly("");
  }

  @Test
  void takesCarriageReturnsBeforeNewlinesAsPartOfTheLineEnd() throws IOException {
    assertThat(lines("a\r\nb\rc\r\n\r\n")).containsExactly("a", "b\rc", "");
  }

  @Test
  void dropsAByteOrderMarkInFrontOfTheFileOnly() throws IOException {
    assertThat(lines("\uFEFFa\n\uFEFFb\n")).containsExactly("a", "\uFEFFb");
  }

  @Test
  void readsLinesLongerThanItsBuffer() throws IOException {
    var large = "x".repeat(3_000_000);
    assertThat(lines("a\n" + large + "\nb")).containsExactly("a", large, "b");
  }

  @Test
  void numbersLinesFromOne() throws IOException {
    try (var lines = open("a\nb\n")) {
      assertThat(lines.next().place()).isEqualTo("some.jsonl:1");
      assertThat(lines.next().place()).isEqualTo("some.jsonl:2");
    }
  }

  private static List<String> lines(String text) throws IOException {
    var read = new ArrayList<String>();
    try (var lines = open(text)) {
      for (var line = lines.next(); line != null; line = lines.next()) {
        read.add(new String(line.value(), StandardCharsets.UTF_8));
      }
    }
    return read;
  }

  private static LineSource open(String text) {
    return new StreamLines(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "some.jsonl");
  }
}
