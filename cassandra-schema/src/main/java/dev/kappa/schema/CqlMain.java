package dev.kappa.schema;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import dev.kappa.contracts.config.ConfigurationException;
import dev.kappa.contracts.config.KappaCommand;
import dev.kappa.contracts.config.KappaConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kappa cql}: asks Cassandra. */
@Command(
    name = "kappa cql",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Executes CQL in the configured keyspace and prints the rows: as a table, or with --json one JSON"
          + " object a line, or with --csv a header and lines as in RFC 4180.",
      "Times are printed in ISO-8601, UTC."
    },
    footer = {
      "",
      "Examples:",
      "  ./kappa cql \"SELECT * FROM employees_by_interest WHERE interest = 'Planking' AND day = '2026-11-23'\"",
      "  ./kappa cql --json \"SELECT page, sum(actions) FROM actions_by_page GROUP BY page, day\"",
      "  ./kappa cql -f queries.cql"
    })
public final class CqlMain implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "CQL",
      description = "A statement, or several separated by ';'.")
  private String text;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Execute the statements of a file; - is standard input.")
  private String file;

  @ArgGroup private Format format = new Format();

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "How long to wait for Cassandra; default: ${DEFAULT-VALUE}.")
  private long seconds;

  private static final class Format {
    @Option(names = "--json", description = "One JSON object a row, one row a line.")
    private boolean json;

    @Option(names = "--csv", description = "Comma-separated values with a header.")
    private boolean csv;

    RowPrinter printer(PrintStream out) {
      return json ? new JsonLines(out) : csv ? new CsvLines(out) : new AlignedTable(out);
    }
  }

  private CqlMain() {}

  public static void main(String[] args) {
    CassandraConnection.quietDriver();
    System.exit(KappaCommand.run(new CqlMain(), args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if ((text == null) == (file == null)) {
      throw new ConfigurationException(List.of("give a CQL statement or -f FILE, and not both"));
    }
    var statements = CqlScript.statements(text != null ? text : read(file));
    var cassandra = KappaConfig.load().cassandra();
    var out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    try (var session =
        new CassandraConnection(cassandra, System.err).open(Duration.ofSeconds(seconds))) {
      use(session, cassandra.keyspace());
      for (String statement : statements) {
        execute(session, statement, format.printer(out));
        out.flush();
      }
    }
    return CommandLine.ExitCode.OK;
  }

  private static String read(String file) throws IOException {
    return file.equals("-")
        ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
        : Files.readString(Path.of(file));
  }

  private static void use(CqlSession session, String keyspace) {
    try {
      session.execute("USE " + keyspace);
    } catch (InvalidQueryException e) {
      System.err.printf(
          "the keyspace %s does not exist; ./kappa schema apply creates it%n", keyspace);
    }
  }

  private static void execute(CqlSession session, String statement, RowPrinter printer) {
    try {
      var result = session.execute(statement);
      if (result.getColumnDefinitions().size() > 0) {
        printer.print(result);
      }
    } catch (DriverException e) {
      throw new SchemaException(e.getMessage() + "\nin: " + statement, e);
    }
  }
}
