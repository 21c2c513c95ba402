package dev.kappa.presto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.presto.query.Format;
import dev.kappa.presto.query.TrinoSession;
import dev.kappa.presto.shell.Shell;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kappa sql} on a terminal: what is typed, and what is then on the screen. */
class ShellIT {
  private static PipelineFixture pipeline;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    pipeline = PipelineFixture.get();
  }

  @Test
  void runsStatementsOverSeveralLinesAndKeepsThemForTheNextTime() throws Exception {
    assertThat(typed("SELECT 40\n  + 2 AS answer\n;\nexit\n"))
        .contains("answer", "42", "(1 row in");
    assertThat(history()).contains("SELECT 40");

    assertThat(typed("\u001b[A\u001b[A\nexit\n"))
        .as("two arrows up, over the exit")
        .contains("42", "(1 row in");
  }

  @Test
  void completesTablesAndColumnsOfTheTablesInTheStatement() throws Exception {
    var schema = pipeline.config().cassandra().keyspace();
    // what is completed has to be one of a kind
    var screen =
        typed(
            "SELECT count(*) AS pages FROM kafka."
                + schema
                + ".pa\t;\n"
                + "SELECT max(titl\t) AS newest FROM kafka."
                + schema
                + ".page;\nexit\n");
    assertThat(history()).contains("FROM kafka." + schema + ".page", "SELECT max(title) AS newest");
    assertThat(screen).contains("pages", "3", "(1 row in");
  }

  @Test
  void goesOnAfterAMistakeAndRunsSavedQueries() throws Exception {
    assertThat(typed("SELECT nope;\nsaved unknown-pages\nsaved nope\nhelp\nexit\n"))
        .contains("Column 'nope' cannot be resolved")
        .contains("last_seen", "lost")
        .contains("no saved query 'nope'")
        .contains("Ctrl-C cancels a running statement");
  }

  private String history() throws Exception {
    return Files.readString(folder.resolve("history"));
  }

  private String typed(String keys) throws Exception {
    var screen = new ByteArrayOutputStream();
    var input = new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8));
    try (var terminal =
            new ExternalTerminal("test", "ansi", input, screen, StandardCharsets.UTF_8);
        var session = TrinoSession.open(pipeline.config().trino())) {
      new Shell(pipeline.config(), session, Format.TABLE, terminal, folder.resolve("history"))
          .run();
    }
    return screen.toString(StandardCharsets.UTF_8);
  }
}
