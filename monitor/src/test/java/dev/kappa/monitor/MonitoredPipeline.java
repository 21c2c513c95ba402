package dev.kappa.monitor;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import dev.kappa.contracts.DeadLetter;
import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.stack.TestStack;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Topics, tables and an enricher of a test's own, on the servers that all tests share. */
final class MonitoredPipeline implements AutoCloseable {
  static final int PARTITIONS = 2;

  private final Path root;
  private final Path home;

  /** What the names of its topics begin with. */
  private final String prefix;

  private final Map<String, String> environment;
  private final KappaConfig config;
  private final CqlSession session;
  private final Admin admin;

  private MonitoredPipeline(Path root, Path home, String prefix, Map<String, String> environment) {
    this.root = root;
    this.home = home;
    this.prefix = prefix;
    this.environment = environment;
    this.config = KappaConfig.load(root, environment);
    var node = config.cassandra().contactPoints().get(0);
    this.session =
        CqlSession.builder()
            .addContactPoint(new InetSocketAddress(node.getHostString(), node.getPort()))
            .withLocalDatacenter(config.cassandra().localDatacenter())
            .withConfigLoader(
                DriverConfigLoader.programmaticBuilder()
                    // a busy machine takes long to make or drop a table
                    .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30))
                    .build())
            .build();
    this.admin = Admin.create(Map.copyOf(config.kafka().clientProperties()));
  }

  /**
   * Makes topics and tables.
   *
   * @param home for what processes write
   */
  static MonitoredPipeline create(Path home) throws Exception {
    var servers = TestStack.require("kafka", "cassandra", "connect", "elasticsearch");
    var suffix = UUID.randomUUID().toString().substring(0, 8);
    var prefix = "it-" + suffix + ".";
    var node = servers.cassandra().contactPoints().get(0);
    var environment = new HashMap<String, String>();
    environment.put("KAPPA_CONFIG", Files.createFile(home.resolve("kappa.properties")).toString());
    // Of its own, and empty: nobody has asked for fewer servers than all.
    environment.put("KAPPA_STACK_DIR", home.resolve("stack").toString());
    environment.put("KAPPA_KAFKA_BOOTSTRAP_SERVERS", servers.kafka().bootstrapServers());
    environment.put("KAPPA_CASSANDRA_CONTACT_POINTS", node.getHostString() + ":" + node.getPort());
    environment.put("KAPPA_ELASTICSEARCH_URL", servers.elasticsearch().urls().get(0).toString());
    environment.put("KAPPA_CONNECT_URL", servers.connectUrl().toString());
    environment.put("KAPPA_TRINO_URL", "http://127.0.0.1:1"); // nobody answers
    environment.put("KAPPA_CASSANDRA_KEYSPACE", "it_" + suffix);
    environment.put("KAPPA_JOBS_CHECKPOINT_DIR", home.resolve("checkpoints").toString());
    for (var topic :
        List.of(
            "EMPLOYEES",
            "APPEND_EMPLOYEES",
            "ACTIONS",
            "PAGES",
            "ENRICHED_ACTIONS",
            "ACTION_COUNTS",
            "FULLTEXT",
            "DEAD_LETTERS")) {
      environment.put("KAPPA_TOPIC_" + topic, prefix + topic.toLowerCase(Locale.ROOT));
    }
    var pipeline =
        new MonitoredPipeline(
            Path.of(System.getProperty("kappa.root", System.getProperty("user.dir"))),
            home,
            prefix,
            environment);
    pipeline.createTopics();
    pipeline.createTables();
    pipeline.forgetEnricher();
    return pipeline;
  }

  String prefix() {
    return prefix;
  }

  KappaConfig config() {
    return config;
  }

  private void createTopics() throws ExecutionException, InterruptedException {
    var topics =
        config.topics().specs(PARTITIONS).stream()
            .map(s -> new NewTopic(s.name(), s.partitions(), (short) 1).configs(s.config()))
            .toList();
    admin.createTopics(topics).all().get();
  }

  /** The real migrations: the tables cannot differ from the pipeline's. */
  private void createTables() throws IOException {
    var migrations =
        root.resolve("cassandra-schema/src/main/resources/dev/kappa/schema/migrations");
    for (var name : Files.readAllLines(migrations.resolve("index.txt"))) {
      var cql = Files.readString(migrations.resolve(name)).replaceAll("(?m)^--.*$", "");
      for (var statement : cql.split(";\\s*(\\n|$)", -1)) {
        if (!statement.isBlank()) {
          execute(statement.replace("${replication}", config.cassandra().replication()));
        }
      }
    }
  }

  /** What other tests' enrichers of this name have left behind. */
  private void forgetEnricher() throws ExecutionException, InterruptedException {
    try {
      admin.deleteConsumerGroups(List.of(Stages.ENRICHER_GROUP)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof GroupIdNotFoundException)) {
        throw e;
      }
    }
  }

  void execute(String cql) {
    session.execute(cql.replace("${keyspace}", config.cassandra().keyspace()));
  }

  /** Sends records to the partitions in turn. */
  void send(String topic, List<String> values) throws ExecutionException, InterruptedException {
    var properties = new HashMap<String, Object>(config.kafka().clientProperties());
    try (var producer =
        new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
      for (int n = 0; n < values.size(); n++) {
        producer.send(new ProducerRecord<>(topic, n % PARTITIONS, null, values.get(n))).get();
      }
    }
  }

  /** Sets a line aside as {@code ingest} does. */
  void sendDeadLetter(String reason) throws ExecutionException, InterruptedException {
    var source = new DeadLetter.FromFile("elsewhere", "a file", 1, Instant.now());
    var letter = new DeadLetter(null, new byte[0], "ingest", reason, "", source, 1);
    var properties = new HashMap<String, Object>(config.kafka().clientProperties());
    try (var producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(letter.toRecord(config.topics().deadLetters())).get();
    }
  }

  /** How many records a topic holds, by its offsets. */
  long ends(String topic) throws ExecutionException, InterruptedException {
    long ends = 0;
    for (int partition = 0; partition < PARTITIONS; partition++) {
      ends += end(new TopicPartition(topic, partition));
    }
    return ends;
  }

  private long end(TopicPartition partition) throws ExecutionException, InterruptedException {
    var latest = Map.of(partition, OffsetSpec.latest());
    return admin.listOffsets(latest).partitionResult(partition).get().offset();
  }

  /** Commits for a job that it has read the first partition of a topic, and nothing of the rest. */
  void commitFirstPartition(String job, String topic)
      throws ExecutionException, InterruptedException {
    var first = new TopicPartition(topic, 0);
    var offsets =
        Map.of(
            first,
            new OffsetAndMetadata(end(first)),
            new TopicPartition(topic, 1),
            new OffsetAndMetadata(0));
    admin.alterConsumerGroupOffsets("kappa." + job, offsets).all().get();
  }

  /** Starts the enricher as its user does. */
  Process startEnricher() throws IOException {
    return kappa("enrich", List.of("enrich"));
  }

  /** Starts the shipped sink under another name, and waits until it runs. */
  void startSink(String name) throws IOException, InterruptedException {
    var shipped = Files.readString(root.resolve("connect/config/elasticsearch-sink.properties"));
    var file = home.resolve("sink.properties");
    Files.writeString(file, shipped.replaceAll("(?m)^name=.*$", "name=" + name));
    connect("apply", file.toString());
  }

  /** Runs {@code kappa connect} to its end. */
  void connect(String... arguments) throws IOException, InterruptedException {
    var line = new ArrayList<>(List.of("connect"));
    line.addAll(List.of(arguments));
    int exitCode = kappa("connect", line).waitFor();
    if (exitCode != 0) {
      throw new IllegalStateException(Files.readString(home.resolve("connect.log")));
    }
  }

  private Process kappa(String log, List<String> arguments) throws IOException {
    var command = new ArrayList<>(List.of(root.resolve("kappa").toString()));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(home.resolve(log + ".log").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("KAPPA_"));
    builder.environment().putAll(environment);
    builder.environment().put("KAPPA_SKIP_BUILD", "1");
    return builder.start();
  }

  /** Deletes what a sink has indexed of these topics. */
  void deleteIndices() throws IOException, InterruptedException {
    var web = HttpClient.newHttpClient();
    var all = config.elasticsearch().urls().get(0) + "/";
    var list = HttpRequest.newBuilder(URI.create(all + "_cat/indices/" + prefix + "*?h=index"));
    for (var index : web.send(list.build(), BodyHandlers.ofString()).body().split("\\s+", -1)) {
      if (!index.isEmpty()) {
        var one = HttpRequest.newBuilder(URI.create(all + index)).DELETE().build();
        web.send(one, BodyHandlers.discarding());
      }
    }
  }

  String enricherLog() throws IOException {
    return Files.readString(home.resolve("enrich.log"), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    execute("DROP KEYSPACE IF EXISTS ${keyspace}");
    session.close();
    var topics = config.topics().specs(PARTITIONS).stream().map(spec -> spec.name()).toList();
    admin.deleteTopics(topics).all().toCompletionStage().toCompletableFuture().join();
    admin.close();
  }
}
