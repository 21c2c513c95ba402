package dev.kappa.presto;

import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.presto.query.JsonWriter;
import dev.kappa.presto.query.Placeholders;
import dev.kappa.presto.query.Progress;
import dev.kappa.presto.query.QueryFailedException;
import dev.kappa.presto.query.SavedQueries;
import dev.kappa.presto.query.SavedQuery;
import dev.kappa.presto.query.Script;
import dev.kappa.presto.query.TrinoSession;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kappa presto views}. */
@Command(
    name = "views",
    mixinStandardHelpOptions = true,
    description = {
      "Makes the views of presto/views in Trino, or makes them anew: stable names over topics,"
          + " tables and indices that can be renamed.",
      "Prints the name of each. One whose source is not there yet is left out, with the reason; then"
          + " the exit code is 1. Views of the memory catalog last until Trino stops."
    },
    footer = {
      "",
      "Examples:",
      "  ./kappa presto views",
      "  ./kappa sql \"SELECT * FROM memory.kappa.pages\"",
      "  ./kappa presto views --catalog lake --schema kappa"
    })
final class ViewsCommand implements Callable<Integer> {
  @Option(
      names = "--catalog",
      defaultValue = "memory",
      description = "A catalog that can keep views; default ${DEFAULT-VALUE}.")
  private String catalog;

  @Option(
      names = "--schema",
      defaultValue = "kappa",
      description = "A schema there, made if there is none; default ${DEFAULT-VALUE}.")
  private String schema;

  @Option(names = "--list", description = "Lists the views, and makes none.")
  private boolean list;

  private ViewsCommand() {}

  @Override
  public Integer call() throws Exception {
    var views = SavedQueries.views().all();
    if (list) {
      views.forEach(view -> System.out.printf("%-28s %s%n", view.name(), view.description()));
      return CommandLine.ExitCode.OK;
    }
    var config = KappaConfig.load();
    var placeholders = new Placeholders(config);
    int leftOut = 0;
    try (var session = TrinoSession.open(config.trino())) {
      run(session, "CREATE SCHEMA IF NOT EXISTS \"%s\".\"%s\"".formatted(catalog, schema));
      for (var view : views) {
        var name = catalog + "." + schema + "." + view.name();
        try {
          run(session, statement(view, placeholders));
          System.out.println(name);
        } catch (QueryFailedException e) {
          leftOut++;
          System.err.println("left out " + name + ": " + e.getMessage());
        }
      }
    }
    return leftOut == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  /** The view reads with the rights of who asks it, not of who made it. */
  private String statement(SavedQuery view, Placeholders placeholders) {
    return "CREATE OR REPLACE VIEW \"%s\".\"%s\".\"%s\" COMMENT '%s' SECURITY INVOKER AS%n%s"
        .formatted(
            catalog,
            schema,
            view.name(),
            view.description().replace("'", "''"),
            placeholders.fill(view.sql()));
  }

  private static void run(TrinoSession session, String sql)
      throws QueryFailedException, IOException {
    session.run(
        new Script.Statement(sql, 0), new JsonWriter(System.out), new Progress(System.err, false));
  }
}
