package dev.kappa.presto;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import dev.kappa.contracts.Topics;
import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.presto.catalog.CatalogExport;
import dev.kappa.presto.query.JsonWriter;
import dev.kappa.presto.query.Parameters;
import dev.kappa.presto.query.Placeholders;
import dev.kappa.presto.query.SavedQueries;
import dev.kappa.presto.query.Script;
import dev.kappa.presto.query.TrinoSession;
import dev.kappa.stack.Progress;
import dev.kappa.stack.Stack;
import dev.kappa.stack.TestStack;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Kafka, Cassandra, Elasticsearch and a Trino that shows them, with topics, tables and indices that
 * no other test has. One for all tests of this module: Trino reads its catalogs when it starts.
 */
final class PipelineFixture {
  private static PipelineFixture instance;
  private static String failure;

  private final KappaConfig config;

  /** Ends with this process. */
  private final EmbeddedPostgres postgresql;

  private PipelineFixture(KappaConfig config, EmbeddedPostgres postgresql) {
    this.config = config;
    this.postgresql = postgresql;
  }

  static synchronized PipelineFixture get() throws Exception {
    if (failure != null) {
      throw new IllegalStateException("not set up: " + failure);
    }
    if (instance == null) {
      try {
        instance = start();
      } catch (Exception e) {
        failure = String.valueOf(e.getMessage());
        throw e;
      }
    }
    return instance;
  }

  private static PipelineFixture start() throws Exception {
    var suffix = UUID.randomUUID().toString().substring(0, 8);
    System.err.println("names of this run end in " + suffix);
    var config = named(TestStack.require("kafka", "cassandra", "elasticsearch"), suffix);
    var fixture = new PipelineFixture(config, EmbeddedPostgres.start());
    new CatalogExport(config, fixture.trinoFolder()).writeTo(fixture.trinoFolder());
    var others = fixture.writeCatalogsOfTheExamples();
    startPrestoAnew(config);
    for (var catalog : others) {
      Files.delete(catalog); // Trino has read it; other modules' tests know nothing of it
    }
    fixture.createTopics();
    fixture.createTables(config.cassandra().keyspace());
    new PipelineData(fixture).load();
    return fixture;
  }

  KappaConfig config() {
    return config;
  }

  /** A PostgreSQL of the tests' own, which is the catalog {@code postgresql}. */
  DataSource postgresql() {
    return postgresql.getPostgresDatabase();
  }

  /** The variables that lead a command of its own process to the same servers and names. */
  Map<String, String> environment() {
    var topics = config.topics();
    return Map.of(
        "KAPPA_TRINO_URL", config.trino().url().toString(),
        "KAPPA_CASSANDRA_KEYSPACE", config.cassandra().keyspace(),
        "KAPPA_TOPIC_EMPLOYEES", topics.employees(),
        "KAPPA_TOPIC_APPEND_EMPLOYEES", topics.appendedEmployees(),
        "KAPPA_TOPIC_ACTIONS", topics.actions(),
        "KAPPA_TOPIC_PAGES", topics.pages(),
        "KAPPA_TOPIC_ENRICHED_ACTIONS", topics.enrichedActions(),
        "KAPPA_TOPIC_ACTION_COUNTS", topics.actionCounts(),
        "KAPPA_TOPIC_FULLTEXT", topics.fulltext(),
        "KAPPA_TOPIC_DEAD_LETTERS", topics.deadLetters());
  }

  /** Runs SQL with placeholders through the client, and returns its rows. */
  List<JsonNode> query(String sql) throws Exception {
    var bytes = new ByteArrayOutputStream();
    var out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    try (var session = TrinoSession.open(config.trino())) {
      for (var statement : Script.split(new Placeholders(config).fill(sql))) {
        session.run(
            statement, new JsonWriter(out), new dev.kappa.presto.query.Progress(System.err, false));
      }
    }
    return bytes
        .toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> Json.decode(line.getBytes(StandardCharsets.UTF_8), JsonNode.class))
        .toList();
  }

  /** Hands CQL to Cassandra through Trino. */
  void cql(String script) throws Exception {
    cql(script, config.cassandra().keyspace());
  }

  /** Hands CQL to Cassandra through Trino, for another keyspace than the pipeline's. */
  void cql(String script, String keyspace) throws Exception {
    for (var statement : Script.split(script)) {
      var cql =
          statement
              .sql()
              .replace("${keyspace}", keyspace)
              .replace("${replication}", config.cassandra().replication())
              .replace("'", "''");
      query("CALL cassandra.system.execute('" + cql + "')");
    }
  }

  /** How many rows a statement makes Trino read from the sources. */
  long rowsRead(String... statements) throws Exception {
    try (var session = TrinoSession.open(config.trino())) {
      long rows = 0;
      for (var sql : statements) {
        var progress = new dev.kappa.presto.query.Progress(System.err, false);
        session.run(
            new Script.Statement(new Placeholders(config).fill(sql), 1),
            new JsonWriter(new PrintStream(OutputStream.nullOutputStream(), false)),
            progress);
        rows = progress.rowsRead();
      }
      return rows;
    }
  }

  /** Runs a saved query, with these parameters over its defaults. */
  List<JsonNode> saved(String name, String... parameters) throws Exception {
    var query = SavedQueries.load().get(name);
    return query(
        Parameters.parse(List.of(parameters))
            .orElse(Parameters.parse(query.defaults()))
            .fill(new Placeholders(config).fill(query.sql())));
  }

  /** The examples of presto/catalogs, with the address and the password put in. */
  private List<Path> writeCatalogsOfTheExamples() throws IOException {
    var written = new ArrayList<Path>();
    for (var name : List.of("postgresql", "mysql")) {
      var example = config.root().resolve("presto/catalogs").resolve(name + ".properties.example");
      written.add(
          Files.writeString(
              trinoFolder().resolve("catalog").resolve(name + ".properties"),
              Files.readString(example)
                  .replace("localhost:5432", "localhost:" + postgresql.getPort())
                  .replaceFirst("\\$\\{ENV:KAPPA_[A-Z]+_PASSWORD}", "postgres")));
    }
    return written;
  }

  /** Another process of this run may have started it with other catalogs. */
  private static void startPrestoAnew(KappaConfig config) throws IOException {
    new Stack(config, System.getenv(), Progress.toStandardError()).down(List.of("presto"));
    TestStack.require("presto");
  }

  private Path trinoFolder() {
    return config.stack().dir().resolve("trino").resolve("etc");
  }

  private void createTopics() throws Exception {
    try (var admin = Admin.create(Map.copyOf(config.kafka().clientProperties()))) {
      admin
          .createTopics(
              config.topics().specs(2).stream()
                  .map(
                      spec ->
                          new NewTopic(spec.name(), spec.partitions(), (short) 1)
                              .configs(spec.config()))
                  .toList())
          .all()
          .get();
    }
  }

  /** The real migrations, through Trino: the tables cannot differ from the pipeline's. */
  void createTables(String keyspace) throws Exception {
    var migrations =
        config.root().resolve("cassandra-schema/src/main/resources/dev/kappa/schema/migrations");
    List<Path> files;
    try (var listing = Files.list(migrations)) {
      files = listing.filter(file -> file.toString().endsWith(".cql")).sorted().toList();
    }
    for (var file : files) {
      cql(Files.readString(file), keyspace);
    }
  }

  private static KappaConfig named(KappaConfig config, String suffix) {
    var schema = "it_" + suffix.toLowerCase(Locale.ROOT);
    var cassandra = config.cassandra();
    return new KappaConfig(
        config.root(),
        config.kafka(),
        new KappaConfig.Cassandra(
            cassandra.contactPoints(),
            cassandra.localDatacenter(),
            schema,
            cassandra.replication(),
            cassandra.username(),
            cassandra.password()),
        config.elasticsearch(),
        config.connectUrl(),
        config.trino(),
        new Topics(
            schema + ".employees",
            schema + ".append_employees",
            schema + ".action",
            schema + ".page",
            schema + ".enriched_action",
            schema + ".action_counts",
            schema + ".register",
            schema + ".dead_letters"),
        config.topicDefaults(),
        config.jobs(),
        config.stack());
  }
}
