package dev.kappa.schema;

import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/** The record of what has been applied to a keyspace, in its table {@code schema_migrations}. */
final class AppliedMigrations {
  /** One applied migration. */
  record Applied(String name, String checksum, Instant at) {}

  private final CqlSession session;
  private final String keyspace;

  AppliedMigrations(CqlSession session, String keyspace) {
    this.session = session;
    this.keyspace = keyspace;
  }

  void createTable() {
    session.execute(
        "CREATE TABLE IF NOT EXISTS %s.schema_migrations (suite text, version int, name text, checksum text, applied_at timestamp, PRIMARY KEY (suite, version))"
            .formatted(keyspace));
  }

  /** By version; empty where the keyspace or the table does not exist. */
  SortedMap<Integer, Applied> read() {
    var applied = new TreeMap<Integer, Applied>();
    var known =
        session
            .refreshSchema()
            .getKeyspace(keyspace)
            .flatMap(k -> k.getTable("schema_migrations"))
            .isPresent();
    if (known) {
      session
          .execute(
              "SELECT version, name, checksum, applied_at FROM %s.schema_migrations WHERE suite = 'kappa'"
                  .formatted(keyspace))
          .forEach(
              row ->
                  applied.put(
                      row.getInt("version"),
                      new Applied(
                          row.getString("name"),
                          row.getString("checksum"),
                          row.getInstant("applied_at"))));
    }
    return applied;
  }

  void add(Migration migration) {
    session.execute(
        "INSERT INTO %s.schema_migrations (suite, version, name, checksum, applied_at) VALUES ('kappa', ?, ?, ?, ?)"
            .formatted(keyspace),
        migration.version(),
        migration.name(),
        migration.checksum(),
        Instant.now());
  }
}
