package dev.kappa.presto;

import dev.kappa.presto.query.TrinoSession;
import java.sql.SQLException;

/** Stops the running statement on the server when this process is told to end. */
final class Cancellation extends Thread {
  private final TrinoSession session;
  private volatile boolean happened;

  Cancellation(TrinoSession session) {
    super("cancel-on-exit");
    this.session = session;
  }

  /** Whether a statement was stopped; its failure is then no news. */
  boolean happened() {
    return happened;
  }

  @Override
  public void run() {
    try {
      happened = true;
      if (session.cancel()) {
        System.err.println("kappa sql: cancelled");
      }
    } catch (SQLException e) {
      System.err.println("kappa sql: could not be cancelled on the server: " + e.getMessage());
    }
  }
}
