package dev.kappa.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.stack.TestStack;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchemaIT {
  private static final PrintStream SILENT =
      new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

  private KappaConfig.Cassandra cassandra;
  private CqlSession session;

  @BeforeEach
  void connect() throws IOException, InterruptedException {
    var shared = TestStack.require("cassandra").cassandra();
    cassandra =
        new KappaConfig.Cassandra(
            shared.contactPoints(),
            shared.localDatacenter(),
            "it_" + UUID.randomUUID().toString().substring(0, 8),
            shared.replication(),
            shared.username(),
            shared.password());
    session = new CassandraConnection(cassandra, SILENT).open(Duration.ofSeconds(30));
  }

  @AfterEach
  void drop() {
    session.execute("DROP KEYSPACE IF EXISTS " + cassandra.keyspace());
    session.close();
  }

  @Test
  void appliesEachMigrationOnce() throws InterruptedException {
    var migrations = Migrations.all();
    var schema = schema(migrations);
    assertThat(schema.status()).allMatch(one -> one.state() == Schema.State.PENDING);

    assertThat(schema.apply())
        .containsExactlyElementsOf(migrations.stream().map(Migration::name).toList());
    assertThat(schema.apply()).isEmpty();
    assertThat(schema.status()).allMatch(one -> one.state() == Schema.State.APPLIED);
    assertThat(session.refreshSchema().getKeyspace(cassandra.keyspace()).orElseThrow().getTables())
        .hasSizeGreaterThanOrEqualTo(migrations.size() - 1);
  }

  @Test
  void aMigrationCutInTheMiddleIsFinishedByTheNextRun() throws InterruptedException {
    var migrations = withTables("one", "two");
    schema(migrations.subList(0, 1)).apply();
    // What a process leaves that was killed after the first statement of two.
    session.execute(migrations.get(1).statements(values()).get(0));

    assertThat(schema(migrations).apply()).containsExactly("V002__create_tables.cql");
    assertThat(session.execute("SELECT * FROM " + cassandra.keyspace() + ".two").all()).isEmpty();
  }

  @Test
  void twoProcessesAtOnceApplyEachMigrationOnce() throws Exception {
    var migrations = withTables("one", "two");
    var pool = Executors.newFixedThreadPool(2);
    try (var other = new CassandraConnection(cassandra, SILENT).open(Duration.ofSeconds(30))) {
      Callable<List<String>> here = () -> schema(migrations).apply();
      Callable<List<String>> there = () -> new Schema(other, cassandra, migrations, SILENT).apply();
      var applied = new ArrayList<String>();
      for (var result : pool.invokeAll(List.of(here, there))) {
        applied.addAll(result.get());
      }
      assertThat(applied)
          .containsExactlyInAnyOrder("V001__create_keyspace.cql", "V002__create_tables.cql");
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aFileThatChangedAfterwardsIsRefused() throws InterruptedException {
    schema(withTables("one")).apply();

    assertThatThrownBy(() -> schema(withTables("one", "two")).apply())
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("V002__create_tables.cql has changed");
    assertThat(schema(withTables("one", "two")).status())
        .extracting(Schema.Status::state)
        .containsExactly(Schema.State.APPLIED, Schema.State.CHANGED);
  }

  @Test
  void anOlderBuildIsRefused() throws InterruptedException {
    var migrations = withTables("one");
    schema(migrations).apply();

    assertThatThrownBy(() -> schema(migrations.subList(0, 1)).apply())
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("which this build does not know");
  }

  @Test
  void aStatementThatCassandraRefusesIsNamed() {
    var migrations =
        List.of(withTables("one").get(0), Migration.of("V002__a.cql", "CREATE TABEL x;"));

    assertThatThrownBy(() -> schema(migrations).apply())
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("V002__a.cql")
        .hasMessageContaining("CREATE TABEL x");
  }

  @Test
  void afterTheMigrationsTheCheckFindsNothingButAnotherReplication() throws InterruptedException {
    assertThat(check())
        .containsExactly(
            "the keyspace %s does not exist; ./kappa schema apply creates it"
                .formatted(cassandra.keyspace()));

    schema(Migrations.all()).apply();

    assertThat(check()).isEmpty();
    var three =
        new KappaConfig.Cassandra(
            cassandra.contactPoints(),
            cassandra.localDatacenter(),
            cassandra.keyspace(),
            "{'class': 'NetworkTopologyStrategy', 'datacenter1': 3}",
            cassandra.username(),
            cassandra.password());

    assertThat(new SchemaCheck(session, three, Migrations.all()).differences(Set.of()))
        .containsExactly(
            "keyspace %s: replication is {class=SimpleStrategy, replication_factor=1}, and"
                    .formatted(cassandra.keyspace())
                + " cassandra.replication is {class=NetworkTopologyStrategy, datacenter1=3}");
  }

  @Test
  void theCheckNamesEveryDifference() throws InterruptedException {
    schema(Migrations.all()).apply();
    var keyspace = cassandra.keyspace();
    for (String statement :
        List.of(
            "DROP TABLE %s.salaries_by_designation",
            "CREATE TABLE %s.somebodys (a int PRIMARY KEY)",
            "CREATE TABLE %s.my_jobs (a int PRIMARY KEY)",
            "ALTER TABLE %s.actions_by_page ADD note text",
            "ALTER TABLE %s.actions_by_page DROP distinct_users",
            "ALTER TABLE %s.actions_by_category WITH default_time_to_live = 60",
            "ALTER TABLE %s.actions_by_category WITH compaction ="
                + " {'class': 'TimeWindowCompactionStrategy', 'compaction_window_unit': 'HOURS',"
                + " 'compaction_window_size': 1}",
            "DROP TABLE %s.top_pages",
            "CREATE TABLE %s.top_pages (day text, window_start timestamp, rank bigint, page text,"
                + " actions bigint, PRIMARY KEY (day, window_start, rank)) WITH"
                + " default_time_to_live = 7776000 AND compaction ="
                + " {'class': 'TimeWindowCompactionStrategy', 'compaction_window_unit': 'DAYS',"
                + " 'compaction_window_size': 1}")) {
      session.execute(statement.formatted(keyspace));
    }

    assertThat(check("my_jobs"))
        .containsExactlyInAnyOrder(
            "table salaries_by_designation is missing; ./kappa schema apply creates it",
            "table somebodys is in no migration",
            "table actions_by_page: column note (text) is in no migration",
            "table actions_by_page: column distinct_users (bigint) is missing",
            "table actions_by_category: default_time_to_live is 60, and should be 2592000",
            "table actions_by_category: compaction.compaction_window_unit is HOURS, and should be"
                + " DAYS",
            "table top_pages: column rank is bigint, and should be int",
            "table top_pages: clustering order is [window_start ASC, rank ASC], and should be"
                + " [window_start DESC, rank ASC]");
  }

  private List<String> check(String... others) {
    return new SchemaCheck(session, cassandra, Migrations.all()).differences(Set.of(others));
  }

  @Test
  void anUnreachableCassandraIsGivenUpAfterTheBound() {
    var nowhere =
        new KappaConfig.Cassandra(
            List.of(InetSocketAddress.createUnresolved("127.0.0.1", 1)),
            "datacenter1",
            "kappa",
            cassandra.replication(),
            "",
            "");

    assertThatThrownBy(() -> new CassandraConnection(nowhere, SILENT).open(Duration.ofSeconds(2)))
        .isInstanceOf(CassandraUnreachableException.class)
        .hasMessageContaining("127.0.0.1:1 cannot be reached, tried for 2 s");
  }

  private Schema schema(List<Migration> migrations) {
    return new Schema(session, cassandra, migrations, SILENT);
  }

  private Map<String, String> values() {
    return Map.of("keyspace", cassandra.keyspace(), "replication", cassandra.replication());
  }

  private static List<Migration> withTables(String... tables) {
    var script = new StringBuilder();
    for (String table : tables) {
      script.append(
          "CREATE TABLE IF NOT EXISTS ${keyspace}.%s (a int PRIMARY KEY);\n".formatted(table));
    }
    return List.of(
        Migrations.all().get(0), Migration.of("V002__create_tables.cql", script.toString()));
  }
}
