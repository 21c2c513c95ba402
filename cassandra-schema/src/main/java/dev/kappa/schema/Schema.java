package dev.kappa.schema;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import dev.kappa.contracts.config.KappaConfig;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Brings a keyspace to the last migration.
 *
 * <p>Every statement can be executed again ({@code IF NOT EXISTS}), and a migration is recorded
 * after its last one: a process that is killed half-way leaves nothing that a further run does not
 * finish.
 */
final class Schema {
  private final CqlSession session;
  private final KappaConfig.Cassandra cassandra;
  private final List<Migration> migrations;
  private final PrintStream log;

  /** Where a migration stands. */
  enum State {
    APPLIED,
    PENDING,
    CHANGED,
    UNKNOWN
  }

  /** A migration and where it stands in the keyspace. */
  record Status(int version, String name, State state) {}

  Schema(
      CqlSession session,
      KappaConfig.Cassandra cassandra,
      List<Migration> migrations,
      PrintStream log) {
    this.session = session;
    this.cassandra = cassandra;
    this.migrations = migrations;
    this.log = log;
  }

  /**
   * Applies what is pending.
   *
   * @return the names of the migrations that this call applied
   * @throws SchemaException when an applied migration's file has changed, or is unknown here
   */
  List<String> apply() throws InterruptedException {
    var record = new AppliedMigrations(session, cassandra.keyspace());
    requireUnchanged(record.read());
    // The first creates the keyspace, which the lock and the record live in.
    execute(migrations.get(0));
    try (var lock = SchemaLock.take(session, cassandra.keyspace(), log)) {
      record.createTable();
      var applied = record.read();
      requireUnchanged(applied);
      var names = new ArrayList<String>();
      for (Migration migration : migrations) {
        if (!applied.containsKey(migration.version())) {
          lock.renew();
          execute(migration);
          record.add(migration);
          log.println("applied " + migration.name());
          names.add(migration.name());
        }
      }
      return names;
    }
  }

  /** Every migration that this build or the keyspace knows. */
  List<Status> status() {
    return status(new AppliedMigrations(session, cassandra.keyspace()).read());
  }

  private List<Status> status(SortedMap<Integer, AppliedMigrations.Applied> applied) {
    var all = new ArrayList<Status>();
    for (Migration migration : migrations) {
      var row = applied.get(migration.version());
      var state =
          row == null
              ? State.PENDING
              : row.checksum().equals(migration.checksum()) ? State.APPLIED : State.CHANGED;
      all.add(new Status(migration.version(), migration.name(), state));
    }
    applied
        .tailMap(migrations.size() + 1)
        .forEach((version, row) -> all.add(new Status(version, row.name(), State.UNKNOWN)));
    return all;
  }

  private void requireUnchanged(SortedMap<Integer, AppliedMigrations.Applied> applied) {
    for (Status migration : status(applied)) {
      switch (migration.state()) {
        case CHANGED ->
            throw new SchemaException(
                "%s has changed since it was applied to the keyspace %s. Restore the file, and put the change into a new migration."
                    .formatted(migration.name(), cassandra.keyspace()));
        case UNKNOWN ->
            throw new SchemaException(
                "the keyspace %s has %s, which this build does not know: it is older than the keyspace. Use a newer build."
                    .formatted(cassandra.keyspace(), migration.name()));
        case APPLIED, PENDING -> {}
      }
    }
  }

  private void execute(Migration migration) {
    var values = Map.of("keyspace", cassandra.keyspace(), "replication", cassandra.replication());
    for (String statement : migration.statements(values)) {
      try {
        var result = session.execute(statement);
        if (!result.getExecutionInfo().isSchemaInAgreement()) {
          throw new SchemaException(
              migration.name()
                  + ": the nodes do not agree on the schema yet; see that all of them are up, and run this again");
        }
      } catch (DriverException e) {
        throw new SchemaException(
            "%s: Cassandra refuses a statement: %s%n%s"
                .formatted(migration.name(), e.getMessage(), statement),
            e);
      }
    }
  }
}
