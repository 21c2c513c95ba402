package dev.kappa.presto.query;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;

/** Runs statements for a person: rows to one stream, progress and cost to another. */
public final class StatementRunner {
  private final TrinoSession session;
  private final Format format;
  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;

  /**
   * @param terminal whether {@code err} is one, so that progress may be drawn again
   */
  public StatementRunner(
      TrinoSession session, Format format, PrintStream out, PrintStream err, boolean terminal) {
    this.session = session;
    this.format = format;
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  /** Runs one, and says what it cost. */
  public void run(Script.Statement statement) throws QueryFailedException, IOException {
    var progress = new Progress(err, terminal);
    try {
      var outcome = session.run(statement, format.writer(out), progress);
      err.printf(
          Locale.ROOT,
          "(%s in %.1f s; %s)%n",
          words(outcome),
          progress.elapsed().toMillis() / 1e3,
          progress.cost());
    } finally {
      out.flush();
    }
  }

  private static String words(TrinoSession.Outcome outcome) {
    if (outcome instanceof TrinoSession.Rows rows) {
      return Progress.rows(rows.count());
    }
    var changed = (TrinoSession.Changed) outcome;
    return changed.what() + ": " + Progress.rows(changed.rows());
  }
}
