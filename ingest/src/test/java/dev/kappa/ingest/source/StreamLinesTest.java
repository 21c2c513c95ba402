package dev.kappa.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamLinesTest {
  private final ByteArrayOutputStream spilled = new ByteArrayOutputStream();

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

  @Test
  void keepsWhatLinesAreAsLongAsTheyMayBe() throws IOException {
    var longest = "x".repeat(StreamLines.MAX_LINE_BYTES);
    assertThat(lines("a\n" + longest + "\nb")).containsExactly("a", longest, "b");
    assertThat(spilled.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void spillsALineLongerThanThatAndGoesOn() throws IOException {
    var large = "y".repeat(3 * StreamLines.MAX_LINE_BYTES);
    try (var lines = open("a\n" + large + "\nb")) {
      lines.next();
      assertThat(lines.next())
          .satisfies(
              line -> {
                assertThat(line.spilled()).isTrue();
                assertThat(line.number()).isEqualTo(2);
              });
      assertThat(lines.next().value()).containsExactly('b');
      assertThat(lines.next()).isNull();
    }
    assertThat(spilled.toString(StandardCharsets.UTF_8)).isEqualTo(large);
  }

  @Test
  void waitsForTheEndOfALineThatIsBeingWritten() throws IOException {
    var in = new GrowingInput();
    try (var lines = new StreamLines(in, "f", place -> spilled)) {
      in.write("one\ntw");
      assertThat(lines.nextEnded().value()).containsExactly('o', 'n', 'e');
      assertThat(lines.nextEnded()).isNull();
      assertThat(lines.position()).isEqualTo(4);
      in.write("o\n");
      assertThat(lines.nextEnded().value()).containsExactly('t', 'w', 'o');
      assertThat(lines.position()).isEqualTo(8);
      in.write("three");
      assertThat(lines.nextEnded()).isNull();
      assertThat(lines.rest().number()).isEqualTo(3);
      assertThat(lines.rest()).isNull();
    }
  }

  /** Ends for now where nothing more was written. */
  private static final class GrowingInput extends InputStream {
    private ByteArrayInputStream now = new ByteArrayInputStream(new byte[0]);

    void write(String text) {
      now = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int read() {
      return now.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      return now.read(bytes, offset, length);
    }
  }

  private List<String> lines(String text) throws IOException {
    var read = new ArrayList<String>();
    try (var lines = open(text)) {
      for (var line = lines.next(); line != null; line = lines.next()) {
        read.add(new String(line.value(), StandardCharsets.UTF_8));
      }
    }
    return read;
  }

  private LineSource open(String text) {
    return new StreamLines(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
        "some.jsonl",
        place -> spilled);
  }
}
