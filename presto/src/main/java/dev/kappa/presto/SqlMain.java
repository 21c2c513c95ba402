package dev.kappa.presto;

import dev.kappa.contracts.config.KappaCommand;
import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.presto.query.Format;
import dev.kappa.presto.query.Parameters;
import dev.kappa.presto.query.Placeholders;
import dev.kappa.presto.query.SavedQueries;
import dev.kappa.presto.query.Script;
import dev.kappa.presto.query.StatementRunner;
import dev.kappa.presto.query.TrinoSession;
import dev.kappa.presto.shell.Shell;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code kappa sql}: asks Trino. */
@Command(
    name = "kappa sql",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Asks Trino: Kafka topics, Cassandra tables and Elasticsearch indices in one query.",
      "Rows go to standard output; progress and cost to standard error. Without a statement, reads"
          + " them from the terminal, or from standard input where there is none. Ctrl-C cancels"
          + " the query on the server.",
      "Exit codes: 0 done, 1 the query failed or Trino is away, 2 wrong call, 130 cancelled."
    },
    footer = {
      "",
      "Examples:",
      "  ./kappa sql",
      "  ./kappa sql \"SHOW TABLES FROM kafka.sample\"",
      "  ./kappa sql --saved pages-across-sources",
      "  ./kappa sql --param page='Web shop' --param n:bigint=5 \\",
      "    \"SELECT * FROM cassandra.kappa.actions_by_page WHERE page = :page AND actions > :n\"",
      "  ./kappa sql --explain \"SELECT count(*) FROM kafka.analyze.action\"",
      "  ./kappa sql --json -f report.sql"
    })
public final class SqlMain implements Callable<Integer> {
  private static final int CANCELLED = 130;

  @ArgGroup private Source source = new Source();

  @Mixin private FormatOptions format;

  @Option(
      names = "--param",
      paramLabel = "NAME[:TYPE]=VALUE",
      description = "A value for :NAME in the statement; text, unless a type is given. Repeatable.")
  private List<String> parameters = List.of();

  @ArgGroup private Plan plan = new Plan();

  @Spec private CommandSpec spec;

  /** What is asked. */
  private static final class Source {
    @CommandLine.Parameters(
        paramLabel = "SQL",
        description = "One statement, or several separated by ';'.")
    private String sql;

    @Option(
        names = {"-f", "--file"},
        paramLabel = "FILE",
        description = "Runs the statements of a file; - is standard input.")
    private Path file;

    @Option(names = "--saved", paramLabel = "NAME", description = "Runs a saved query.")
    private String saved;

    @Option(names = "--list", description = "Lists the saved queries.")
    private boolean list;
  }

  /** What is wanted instead of rows. */
  private static final class Plan {
    @Option(names = "--explain", description = "Shows the plan, and runs nothing.")
    private boolean explain;

    @Option(names = "--analyze", description = "Runs it, and shows the plan with what it cost.")
    private boolean analyze;
  }

  private SqlMain() {}

  public static void main(String[] args) {
    System.exit(KappaCommand.run(new SqlMain(), args));
  }

  @Override
  public Integer call() throws Exception {
    var out =
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)),
            false,
            StandardCharsets.UTF_8);
    if (source.list) {
      var queries = SavedQueries.load().all();
      queries.forEach(query -> out.printf("%-28s %s%n", query.name(), query.description()));
      out.flush();
      return CommandLine.ExitCode.OK;
    }
    var config = KappaConfig.load();
    if (source.sql == null && source.file == null && source.saved == null && isTerminal()) {
      return interactive(config);
    }
    var statements = statements(config);
    if (statements.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "no SQL statement given");
    }
    try (var session = TrinoSession.open(config.trino())) {
      return run(session, statements, out);
    }
  }

  private int interactive(KappaConfig config) throws Exception {
    var history = Path.of(System.getProperty("user.home"), ".kappa_sql_history");
    try (var terminal = TerminalBuilder.terminal();
        var session = TrinoSession.open(config.trino())) {
      new Shell(config, session, format.chosen(), terminal, history).run();
    }
    return CommandLine.ExitCode.OK;
  }

  private List<Script.Statement> statements(KappaConfig config) throws IOException {
    try {
      var statements = Script.split(text(config));
      return plan.explain || plan.analyze
          ? statements.stream().map(this::explained).toList()
          : statements;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private String text(KappaConfig config) throws IOException {
    var given = Parameters.parse(parameters);
    if (source.sql != null) {
      return given.fill(source.sql);
    }
    var placeholders = new Placeholders(config);
    if (source.saved != null) {
      var query = SavedQueries.load().get(source.saved);
      return given.orElse(Parameters.parse(query.defaults())).fill(placeholders.fill(query.sql()));
    }
    var text =
        source.file == null || source.file.equals(Path.of("-"))
            ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
            : read(source.file);
    return given.fill(placeholders.fill(text));
  }

  private String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(),
          "cannot read %s (%s)".formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }

  /** On a line of its own, so that places in the statement keep their columns. */
  private Script.Statement explained(Script.Statement statement) {
    var what = plan.analyze ? "EXPLAIN ANALYZE\n" : "EXPLAIN\n";
    return new Script.Statement(what + statement.sql(), statement.line() - 1);
  }

  private int run(TrinoSession session, List<Script.Statement> statements, PrintStream out)
      throws Exception {
    var rows = plan.explain || plan.analyze ? Format.PLAIN : format.chosen();
    var runner = new StatementRunner(session, rows, out, System.err, isTerminal());
    var cancellation = new Cancellation(session);
    Runtime.getRuntime().addShutdownHook(cancellation);
    try {
      for (var statement : statements) {
        runner.run(statement);
      }
    } catch (Exception e) {
      if (cancellation.happened()) {
        return CANCELLED;
      }
      throw e;
    }
    Runtime.getRuntime().removeShutdownHook(cancellation);
    return CommandLine.ExitCode.OK;
  }

  @SuppressWarnings("SystemConsoleNull") // null without a terminal up to JDK 21; this runs on 17
  private static boolean isTerminal() {
    return System.console() != null;
  }
}
