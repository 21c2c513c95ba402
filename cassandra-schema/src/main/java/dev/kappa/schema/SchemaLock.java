package dev.kappa.schema;

import com.datastax.oss.driver.api.core.CqlSession;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * At most one process applies migrations at a time. The lock is a row that expires: whoever is
 * killed holds it no longer than {@link #TTL}.
 */
final class SchemaLock implements AutoCloseable {
  static final Duration TTL = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final CqlSession session;
  private final String table;
  private final String owner = ProcessHandle.current().pid() + "-" + UUID.randomUUID();

  private SchemaLock(CqlSession session, String keyspace) {
    this.session = session;
    this.table = keyspace + ".schema_lock";
  }

  /** Takes the lock, after whoever holds it now. */
  static SchemaLock take(CqlSession session, String keyspace, PrintStream log)
      throws InterruptedException {
    var lock = new SchemaLock(session, keyspace);
    session.execute(
        "CREATE TABLE IF NOT EXISTS " + lock.table + " (name text PRIMARY KEY, owner text)");
    var deadline = Instant.now().plus(TTL.multipliedBy(5));
    var said = false;
    while (!lock.tryTake()) {
      if (Instant.now().isAfter(deadline)) {
        throw new SchemaException(
            "another process has been applying migrations for %d s; try again when it is done"
                .formatted(TTL.multipliedBy(5).toSeconds()));
      }
      if (!said) {
        log.println("waiting for another process that applies migrations");
        said = true;
      }
      Thread.sleep(PAUSE.toMillis());
    }
    return lock;
  }

  /** Holds the lock for another {@link #TTL}, or throws when it is lost. */
  void renew() {
    var renewed =
        session
            .execute(
                "UPDATE %s USING TTL %d SET owner = ? WHERE name = 'migrations' IF owner = ?"
                    .formatted(table, TTL.toSeconds()),
                owner,
                owner)
            .wasApplied();
    if (!renewed) {
      throw new SchemaException(
          "the lock of the migrations was lost: this process was suspended for too long; run it again");
    }
  }

  @Override
  public void close() {
    session.execute("DELETE FROM " + table + " WHERE name = 'migrations' IF owner = ?", owner);
  }

  private boolean tryTake() {
    return session
        .execute(
            "INSERT INTO %s (name, owner) VALUES ('migrations', ?) IF NOT EXISTS USING TTL %d"
                .formatted(table, TTL.toSeconds()),
            owner)
        .wasApplied();
  }
}
