package dev.kappa.presto.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jline.reader.EOFError;
import org.jline.reader.Parser.ParseContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlParserTest {
  private final SqlParser parser = new SqlParser(List.of("saved", "exit"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1;",
        "SELECT\n1\n;",
        "SELECT ';';",
        "SELECT 1; -- done",
        "",
        "saved x",
        "exit"
      })
  void takesWhatIsComplete(String line) {
    assertThat(parser.parse(line, line.length(), ParseContext.ACCEPT_LINE).line()).isEqualTo(line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT 1", "SELECT ';", "SELECT 1; SELECT", "savedly"})
  void readsOnUntilASemicolon(String line) {
    assertThatThrownBy(() -> parser.parse(line, line.length(), ParseContext.ACCEPT_LINE))
        .isInstanceOf(EOFError.class);
  }

  @Test
  void completesTheNameAtTheCursor() {
    var line = "SELECT x FROM kafka.\"default\".ac";

    assertThat(parser.parse(line, line.length(), ParseContext.COMPLETE).word())
        .isEqualTo("kafka.\"default\".ac");
    assertThat(parser.parse(line, 8, ParseContext.COMPLETE).word()).isEqualTo("x");
    assertThat(parser.parse(line, 9, ParseContext.COMPLETE).word()).isEmpty();
  }
}
