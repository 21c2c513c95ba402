package dev.kappa.presto.shell;

import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.presto.query.Format;
import dev.kappa.presto.query.Parameters;
import dev.kappa.presto.query.Placeholders;
import dev.kappa.presto.query.QueryFailedException;
import dev.kappa.presto.query.SavedQueries;
import dev.kappa.presto.query.Script;
import dev.kappa.presto.query.StatementRunner;
import dev.kappa.presto.query.TrinoSession;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;

/** Reads statements from a terminal and runs them until the person has had enough. */
public final class Shell {
  private static final String PROMPT = "sql> ";
  private static final String HELP =
      """
      A statement ends in ; and may go over several lines. Tab completes catalogs, tables and columns.
        saved          lists the saved queries
        saved NAME     runs one
        refresh        looks again for what completion can offer
        help           says this
        exit           ends (so does Ctrl-D); Ctrl-C cancels a running statement""";

  private final KappaConfig config;
  private final TrinoSession session;
  private final StatementRunner runner;
  private final Terminal terminal;
  private final PrintStream out;
  private final LineReader reader;
  private volatile Names names = Names.none();

  /**
   * @param history where typed lines are kept for the next time
   */
  public Shell(
      KappaConfig config, TrinoSession session, Format format, Terminal terminal, Path history) {
    this.config = config;
    this.session = session;
    this.terminal = terminal;
    this.out = new PrintStream(terminal.output(), true, StandardCharsets.UTF_8);
    this.runner =
        new StatementRunner(session, format, out, out, !terminal.getType().equals("dumb"));
    this.reader =
        LineReaderBuilder.builder()
            .appName("kappa sql")
            .terminal(terminal)
            .parser(new SqlParser(List.of("saved", "refresh", "help", "exit", "quit")))
            .completer(new SqlCompleter(() -> names))
            .variable(LineReader.HISTORY_FILE, history)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, "  -> ")
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .build();
  }

  /** Reads and runs. */
  public void run() {
    out.println("Trino at " + config.trino().url() + "; help says what can be typed.");
    refresh();
    while (true) {
      try {
        var line = reader.readLine(PROMPT).strip();
        if (line.equals("exit") || line.equals("quit")) {
          return;
        }
        obey(line);
      } catch (UserInterruptException e) {
        // Ctrl-C while typing drops what was typed, as in every shell.
      } catch (EndOfFileException e) {
        return;
      }
    }
  }

  private void obey(String line) {
    var words = line.split("\\s+", 2);
    switch (words[0]) {
      case "help" -> out.println(HELP);
      case "refresh" -> refresh();
      case "saved" -> saved(words.length == 1 ? null : words[1]);
      default -> execute(line);
    }
  }

  private void saved(String name) {
    var queries = SavedQueries.load();
    if (name == null) {
      queries.all().forEach(q -> out.printf("%-28s %s%n", q.name(), q.description()));
      return;
    }
    try {
      var query = queries.get(name);
      execute(Parameters.parse(query.defaults()).fill(new Placeholders(config).fill(query.sql())));
    } catch (IllegalArgumentException e) {
      out.println(e.getMessage());
    }
  }

  private void execute(String text) {
    var before = terminal.handle(Terminal.Signal.INT, signal -> cancel());
    try {
      for (var statement : Script.split(text)) {
        runner.run(statement);
      }
    } catch (QueryFailedException | IOException e) {
      out.println(e.getMessage());
    } finally {
      terminal.handle(Terminal.Signal.INT, before);
    }
  }

  private void cancel() {
    try {
      session.cancel();
    } catch (SQLException e) {
      out.println("could not be cancelled on the server: " + e.getMessage());
    }
  }

  private void refresh() {
    try {
      names = Names.read(session);
      names.away().forEach(catalog -> out.println("no answer from the source of " + catalog));
    } catch (QueryFailedException | IOException e) {
      out.println(e.getMessage());
    }
  }
}
