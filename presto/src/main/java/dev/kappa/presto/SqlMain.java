package dev.kappa.presto;

import dev.kappa.contracts.config.KappaCommand;
import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.presto.query.CsvWriter;
import dev.kappa.presto.query.JsonLinesWriter;
import dev.kappa.presto.query.Placeholders;
import dev.kappa.presto.query.Progress;
import dev.kappa.presto.query.RowWriter;
import dev.kappa.presto.query.SavedQueries;
import dev.kappa.presto.query.Script;
import dev.kappa.presto.query.TableWriter;
import dev.kappa.presto.query.TrinoSession;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kappa sql}: asks Trino. */
@Command(
    name = "kappa sql",
    mixinStandardHelpOptions = true,
    description = {
      "Asks Trino: Kafka topics, Cassandra tables and Elasticsearch indices in one query.",
      "Rows go to standard output; progress and cost to standard error. Ctrl-C cancels the query"
          + " on the server.",
      "Exit codes: 0 done, 1 the query failed or Trino is away, 2 wrong call, 130 cancelled."
    },
    footer = {
      "",
      "Examples:",
      "  ./kappa sql \"SHOW TABLES FROM kafka.sample\"",
      "  ./kappa sql \"SELECT interest, sum(headcount) FROM"
          + " cassandra.kappa.employees_by_interest GROUP BY 1\"",
      "  ./kappa sql --saved three-sources",
      "  ./kappa sql --json -f report.sql | jq .",
      "  echo 'SELECT 1' | ./kappa sql -f -"
    })
public final class SqlMain implements Callable<Integer> {
  private static final int CANCELLED = 130;

  @ArgGroup(multiplicity = "1")
  private Source source;

  @ArgGroup private Format format;

  @Spec private CommandSpec spec;

  /** What is asked. */
  private static final class Source {
    @Parameters(paramLabel = "SQL", description = "One statement, or several separated by ';'.")
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

  /** How rows are written. */
  private static final class Format {
    @Option(
        names = "--csv",
        description = "Comma-separated, with a header; NULL is nothing, an empty text is \"\".")
    private boolean csv;

    @Option(names = "--json", description = "One JSON object a row and line.")
    private boolean json;
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
    var statements = statements(config);
    if (statements.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "no SQL statement given");
    }
    try (var session = TrinoSession.open(config.trino())) {
      return run(session, statements, out);
    }
  }

  private List<Script.Statement> statements(KappaConfig config) throws IOException {
    if (source.sql != null) {
      return Script.split(source.sql);
    }
    try {
      var placeholders = new Placeholders(config);
      return Script.split(
          placeholders.fill(
              source.saved != null ? SavedQueries.load().get(source.saved).sql() : fileText()));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private String fileText() throws IOException {
    return source.file.equals(Path.of("-"))
        ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
        : Files.readString(source.file);
  }

  private int run(TrinoSession session, List<Script.Statement> statements, PrintStream out)
      throws Exception {
    var cancellation = new Cancellation(session);
    Runtime.getRuntime().addShutdownHook(cancellation);
    try {
      for (var statement : statements) {
        var progress = new Progress(System.err, isTerminal());
        report(session.run(statement, writer(out), progress), progress);
      }
    } catch (Exception e) {
      out.flush();
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

  private RowWriter writer(PrintStream out) {
    if (format != null && format.csv) {
      return new CsvWriter(out);
    }
    return format != null && format.json ? new JsonLinesWriter(out) : new TableWriter(out);
  }

  private static void report(TrinoSession.Outcome outcome, Progress progress) {
    String what;
    if (outcome instanceof TrinoSession.Rows rows) {
      what = String.format(Locale.ROOT, "%,d row%s", rows.count(), rows.count() == 1 ? "" : "s");
    } else {
      var changed = (TrinoSession.Changed) outcome;
      what = String.format(Locale.ROOT, "%s: %,d rows", changed.what(), changed.rows());
    }
    System.err.printf(
        Locale.ROOT,
        "(%s in %.1f s; %s)%n",
        what,
        progress.elapsed().toMillis() / 1e3,
        progress.cost());
  }
}
