package dev.kappa.schema;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.kappa.contracts.config.KappaConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Compares a keyspace with what the migrations make of it. Only reads. */
final class SchemaCheck {
  /** The tables in which {@link Schema} keeps what it has applied, and its lock. */
  private static final Set<String> BOOKKEEPING = Set.of("schema_migrations", "schema_lock");

  private final CqlSession session;
  private final KappaConfig.Cassandra cassandra;
  private final List<Migration> migrations;

  SchemaCheck(CqlSession session, KappaConfig.Cassandra cassandra, List<Migration> migrations) {
    this.session = session;
    this.cassandra = cassandra;
    this.migrations = migrations;
  }

  /**
   * Every difference, a sentence each.
   *
   * @param others tables that are no migration's, and are meant to be there
   * @throws SchemaException when a statement of a migration is not understood
   */
  List<String> differences(Set<String> others) {
    var wanted = wanted();
    var found = session.refreshSchema().getKeyspace(cassandra.keyspace());
    if (found.isEmpty()) {
      return List.of(
          "the keyspace %s does not exist; ./kappa schema apply creates it"
              .formatted(cassandra.keyspace()));
    }
    var live = new LiveKeyspace(found.get());
    var differences = new ArrayList<String>();
    var replication = LiveKeyspace.withShortClass(CreateTable.entries(cassandra.replication()));
    if (!live.replication().equals(replication)) {
      differences.add(
          "keyspace %s: replication is %s, and cassandra.replication is %s"
              .formatted(cassandra.keyspace(), live.replication(), replication));
    }
    var tables = live.tables();
    wanted.forEach(
        (name, table) -> {
          if (tables.containsKey(name)) {
            differences.addAll(table.differences(tables.get(name)));
          } else {
            differences.add("table %s is missing; ./kappa schema apply creates it".formatted(name));
          }
        });
    tables.keySet().stream()
        .filter(name -> !wanted.containsKey(name))
        .filter(name -> !BOOKKEEPING.contains(name) && !others.contains(name))
        .forEach(name -> differences.add("table %s is in no migration".formatted(name)));
    return differences;
  }

  private Map<String, TableShape> wanted() {
    var tables = new TreeMap<String, TableShape>();
    var values = Map.of("keyspace", cassandra.keyspace(), "replication", cassandra.replication());
    for (Migration migration : migrations) {
      for (String statement : migration.statements(values)) {
        if (!statement.startsWith("CREATE KEYSPACE")) {
          var table = CreateTable.read(statement);
          tables.put(table.name(), table);
        }
      }
    }
    return tables;
  }
}
