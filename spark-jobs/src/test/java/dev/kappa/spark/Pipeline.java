package dev.kappa.spark;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import dev.kappa.contracts.Topics;
import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.stack.TestStack;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Topics, a keyspace and checkpoints of a test's own on the servers that the tests share, and
 * {@code spark-submit} as a user would run it.
 */
final class Pipeline implements AutoCloseable {
  static final int PARTITIONS = 4;

  private final Path root = Path.of(System.getProperty("kappa.root"));
  private final String id = UUID.randomUUID().toString().substring(0, 8);
  private final KappaConfig shared;
  private final KappaConfig config;
  private final Path folder;
  private final String watermark;
  private final CqlSession cassandra;
  private int drivers;

  /**
   * Creates them.
   *
   * @param folder for configuration, checkpoints and the jobs' output
   * @param watermark of the jobs
   */
  Pipeline(Path folder, String watermark)
      throws IOException, ExecutionException, InterruptedException {
    this.folder = folder;
    this.watermark = watermark;
    this.shared = TestStack.require("kafka", "cassandra");
    var nodes =
        shared.cassandra().contactPoints().stream()
            .map(node -> new InetSocketAddress(node.getHostString(), node.getPort()))
            .toList();
    this.cassandra =
        CqlSession.builder()
            .addContactPoints(nodes)
            .withLocalDatacenter(shared.cassandra().localDatacenter())
            .build();
    cassandra.setSchemaMetadataEnabled(false); // or every table waits a second to be known
    writeConfiguration();
    this.config = KappaConfig.load(folder, Map.of());
    createTables();
    createTopics();
  }

  Topics topics() {
    return config.topics();
  }

  /** The configuration that the jobs run with. */
  Path configuration() {
    return folder.resolve("kappa.properties");
  }

  /** A name that no other test uses. */
  String unique(String name) {
    return name + "." + id;
  }

  /** A topic of {@link #PARTITIONS} partitions. */
  void createTopic(String topic) throws ExecutionException, InterruptedException {
    try (var admin = Admin.create(Map.copyOf(shared.kafka().clientProperties()))) {
      admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1))).all().get();
    }
  }

  /** A producer whose transactions must be committed before a job sees what it sent. */
  KafkaProducer<byte[], byte[]> producer() {
    var properties = new HashMap<String, Object>(shared.kafka().clientProperties());
    properties.put("transactional.id", id + "." + UUID.randomUUID());
    properties.put("linger.ms", 20);
    // A busy machine may need longer than Kafka's minute to send what one transaction holds.
    properties.put("transaction.timeout.ms", 600_000);
    var producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
    return producer;
  }

  static void send(
      KafkaProducer<byte[], byte[]> producer,
      String topic,
      int partition,
      Instant timestamp,
      String value) {
    // Committing the transaction throws whatever a send has met.
    var unused = sending(producer, topic, partition, timestamp, value);
  }

  /** Sends a record; the result tells its offset. */
  static Future<RecordMetadata> sending(
      KafkaProducer<byte[], byte[]> producer,
      String topic,
      int partition,
      Instant timestamp,
      String value) {
    var bytes = value.getBytes(StandardCharsets.UTF_8);
    return producer.send(
        new ProducerRecord<>(topic, partition, timestamp.toEpochMilli(), null, bytes));
  }

  /** Every dead letter. */
  List<ConsumerRecord<byte[], byte[]>> deadLetters() {
    var partitions =
        IntStream.range(0, PARTITIONS)
            .mapToObj(partition -> new TopicPartition(topics().deadLetters(), partition))
            .toList();
    var letters = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    try (var consumer =
        new KafkaConsumer<>(
            new HashMap<String, Object>(shared.kafka().clientProperties()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        consumer.poll(Duration.ofSeconds(1)).forEach(letters::add);
      }
    }
    return letters;
  }

  /** What the job's Kafka group still has to read, over all partitions of {@code topic}. */
  long lag(String job, String topic) throws ExecutionException, InterruptedException {
    try (var admin = Admin.create(Map.copyOf(shared.kafka().clientProperties()))) {
      var committed =
          admin.listConsumerGroupOffsets("kappa." + job).partitionsToOffsetAndMetadata().get();
      var ends =
          admin
              .listOffsets(
                  IntStream.range(0, PARTITIONS)
                      .mapToObj(partition -> new TopicPartition(topic, partition))
                      .collect(Collectors.toMap(one -> one, one -> OffsetSpec.latest())))
              .all()
              .get();
      long lag = 0;
      for (var end : ends.entrySet()) {
        lag += end.getValue().offset() - committed.get(end.getKey()).offset();
      }
      return lag;
    }
  }

  /** The rows of a table of this test's keyspace. */
  List<Row> rows(String cql) {
    return cassandra.execute(cql.replace("$keyspace", keyspace())).all();
  }

  /** Executes a statement that creates a table. */
  void create(String statement) {
    cassandra.execute(SimpleStatement.newInstance(statement).setTimeout(Duration.ofSeconds(60)));
  }

  /** Runs {@code spark-submit} with these arguments to its end; returns its standard output. */
  String submit(String... arguments) throws IOException, InterruptedException {
    var output = folder.resolve("stdout");
    var errors = folder.resolve("stderr");
    var process =
        command(arguments).redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
    try {
      if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new AssertionError("spark-submit failed:\n" + Files.readString(errors));
      }
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(output);
  }

  /** Starts {@code spark-submit} with these arguments, on this machine's two cores. */
  SparkDriver driver(String... arguments) throws IOException {
    return driver(List.of("--master", "local[2]"), arguments);
  }

  /** Starts it with these options of Spark's. */
  SparkDriver driver(List<String> sparkOptions, String... arguments) throws IOException {
    return new SparkDriver(
        command(sparkOptions, arguments), folder.resolve("driver-" + ++drivers + ".log"));
  }

  /** Where a job's checkpoint is. */
  Path checkpoint(String job) {
    return folder.resolve("checkpoints").resolve(job);
  }

  Admin admin() {
    return Admin.create(Map.copyOf(shared.kafka().clientProperties()));
  }

  /** The servers that the tests share. */
  KappaConfig servers() {
    return shared;
  }

  private ProcessBuilder command(String... arguments) throws IOException {
    return command(List.of("--master", "local[2]"), arguments);
  }

  private ProcessBuilder command(List<String> sparkOptions, String... arguments)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + root.resolve("spark-jobs/spark-submit.args"));
    command.add("-XX:TieredStopAtLevel=1"); // a run as short as a test's is mostly compiling
    command.add("-XX:-AlwaysPreTouch"); // and does not use all of its heap
    command.add("-Dlog4j2.configurationFile=" + root.resolve("spark-jobs/log4j2.properties"));
    command.add("-cp");
    command.add(Files.readString(root.resolve("stack/servers/spark/target/classpath")).strip());
    command.add("org.apache.spark.deploy.SparkSubmit");
    command.addAll(List.of("--class", "dev.kappa.spark.JobsMain"));
    command.addAll(sparkOptions);
    command.add(root.resolve("spark-jobs/target/kappa-spark-jobs.jar").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("--config", folder.resolve("kappa.properties").toString()));
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("KAPPA_"));
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    return builder;
  }

  String keyspace() {
    return "it_" + id;
  }

  /** The tables as the migrations create them. */
  private void createTables() throws IOException {
    var migrations =
        root.resolve("cassandra-schema/src/main/resources/dev/kappa/schema/migrations");
    for (String name : Files.readAllLines(migrations.resolve("index.txt"))) {
      var script =
          Files.readString(migrations.resolve(name))
              .replaceAll("(?m)^--.*$", "")
              .replace("${keyspace}", keyspace())
              .replace("${replication}", shared.cassandra().replication());
      for (String statement : script.split(";", -1)) {
        if (!statement.isBlank()) {
          create(statement);
        }
      }
    }
  }

  private void createTopics() throws ExecutionException, InterruptedException {
    try (var admin = Admin.create(Map.copyOf(shared.kafka().clientProperties()))) {
      admin
          .createTopics(
              Stream.of(
                      topics().employees(),
                      topics().appendedEmployees(),
                      topics().actions(),
                      topics().enrichedActions(),
                      topics().fulltext(),
                      topics().deadLetters())
                  .map(topic -> new NewTopic(topic, PARTITIONS, (short) 1))
                  .toList())
          .all()
          .get();
    }
  }

  private void writeConfiguration() throws IOException {
    Files.writeString(
        folder.resolve("kappa.properties"),
        """
        kafka.bootstrap.servers=%1$s
        cassandra.contact.points=%2$s
        cassandra.keyspace=%3$s
        topic.employees=employees.%6$s
        topic.append_employees=append_employees.%6$s
        topic.actions=actions.%6$s
        topic.enriched_actions=enriched_actions.%6$s
        topic.fulltext=fulltext.%6$s
        topic.dead_letters=dead_letters.%6$s
        jobs.checkpoint.dir=%4$s
        jobs.watermark=%5$s
        """
            .formatted(
                shared.kafka().bootstrapServers(),
                shared.cassandra().contactPoints().stream()
                    .map(node -> node.getHostString() + ":" + node.getPort())
                    .findFirst()
                    .orElseThrow(),
                keyspace(),
                folder.resolve("checkpoints"),
                watermark,
                id));
  }

  @Override
  public void close() {
    cassandra.close();
  }
}
