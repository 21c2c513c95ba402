package dev.kappa.spark.source;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.spark.Records;
import dev.kappa.spark.duplicates.EventPacking;
import dev.kappa.spark.events.Admission;
import dev.kappa.spark.events.EventParser;
import dev.kappa.spark.events.ParseEnrichedAction;
import dev.kappa.spark.io.BatchClock;
import dev.kappa.spark.io.Checkpoint;
import dev.kappa.spark.io.DeadLetterOutbox;
import dev.kappa.spark.io.LateRows;
import dev.kappa.spark.io.SetAside;
import dev.kappa.stack.TestStack;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The source on a real Kafka. */
class EventSourceIT {
  private static final int PARTITIONS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final EventParser PARSER = new ParseEnrichedAction();

  @TempDir private Path folder;
  private final String topic = "events." + UUID.randomUUID();
  private KappaConfig config;
  private Admin admin;
  private KafkaProducer<byte[], byte[]> producer;
  private int sent;

  @BeforeEach
  void start() throws Exception {
    config = TestStack.require("kafka");
    var properties = new HashMap<String, Object>(config.kafka().clientProperties());
    admin = Admin.create(properties);
    admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1))).all().get();
    properties.put("transactional.id", topic);
    producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
  }

  @AfterEach
  void stop() {
    producer.close();
    admin.close();
  }

  @Test
  void queriesOfOneApplicationReadTheirTopicOnce() throws Exception {
    var one = new ConcurrentLinkedQueue<String>();
    var other = new ConcurrentLinkedQueue<String>();
    var first = query("one", one);
    var second = query("other", other);
    try {
      send(300); // a query is known from the first offset on that it asks for
      await().atMost(PATIENCE).until(() -> one.size() == sent && other.size() == sent);
      double before = recordsConsumed();
      for (int transaction = 0; transaction < 5; transaction++) {
        send(2_000);
        abort(100);
      }
      await().atMost(PATIENCE).until(() -> one.size() >= sent && other.size() >= sent);
      assertThat(recordsConsumed() - before).isEqualTo(10_000);
    } finally {
      first.stop();
      second.stop();
    }
    var expected = IntStream.range(0, sent).mapToObj(n -> "id-" + n).toList();
    assertThat(one).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(other).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void aRecordThatLiesInTheBlocksOfTwoQueriesIsTakenOnce() throws Exception {
    send(100 * PARTITIONS);
    var partition = new TopicPartition(topic, 0);
    var settings = new HashMap<String, Object>(config.kafka().clientProperties());
    settings.put("max.poll.records", 40);
    var reading = new Reading(settings, PATIENCE.toMillis(), SerializedText.write(PARSER));
    var intake =
        new TaskIntake(
            intake("one", checkpoint("one")),
            new Admission.BatchTimes(0, System.currentTimeMillis()));

    SharedPartition.of(partition, reading).at(10, "other");
    var cursor = new RangeCursor(new EventRange(partition, 0, 100), reading, "one");
    while (!cursor.isAtEnd()) {
      cursor.readBlock(intake);
    }

    assertThat(intake.records()).isEqualTo(100);
  }

  @Test
  void goesOnWhereItsCheckpointIs() throws Exception {
    var seen = new ConcurrentLinkedQueue<String>();
    for (int run = 0; run < 3; run++) {
      abort(10);
      send(1_000);
      var query = query("again", seen);
      try {
        await().atMost(PATIENCE).until(() -> seen.size() >= sent);
        query.processAllAvailable();
      } finally {
        query.stop();
      }
    }
    assertThat(seen)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, sent).mapToObj(n -> "id-" + n).toList());
  }

  @Test
  void offsetsThatAreGoneAreAnErrorAndNeverSkipped() throws Exception {
    var seen = new ConcurrentLinkedQueue<String>();
    send(300);
    var query = query("late", seen);
    await().atMost(PATIENCE).until(() -> seen.size() == sent);
    query.stop();
    send(300);
    var ends = new HashMap<TopicPartition, RecordsToDelete>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      ends.put(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(150));
    }
    admin.deleteRecords(ends).all().get();
    config = ofAnotherDriver();
    var again = query("late", seen);
    try {
      assertThatThrownBy(again::processAllAvailable)
          .hasStackTraceContaining("retention has removed it");
    } finally {
      again.stop();
    }
    assertThat(seen).hasSize(300);
  }

  private StreamingQuery query(String name, Queue<String> seen) throws Exception {
    VoidFunction2<Dataset<Row>, Long> collect =
        (rows, batch) -> rows.collectAsList().forEach(row -> seen.add(row.getString(0)));
    var checkpoint = checkpoint(name);
    var packing = packing();
    var intake = intake(name, checkpoint);
    var blocks =
        new KafkaSource(Records.spark(), config)
            .stream(List.of(topic), intake)
                .select(EventSource.PACKED)
                .where(col(EventSource.PACKED).isNotNull());
    return packing
        .rows()
        .unpacked(blocks)
        .select("uuid")
        .writeStream()
        .queryName(name + topic)
        .option("checkpointLocation", checkpoint.location())
        .foreachBatch(collect)
        .start();
  }

  private Checkpoint checkpoint(String name) {
    return Checkpoint.of(
        folder.toUri(), name, Records.spark().sparkContext().hadoopConfiguration());
  }

  private static EventPacking packing() {
    return new EventPacking(PARSER, Set.of("uuid"), Optional.empty());
  }

  private Intake intake(String name, Checkpoint checkpoint) {
    return new Intake(
        PARSER,
        name,
        new Admission(Duration.ofMinutes(10)),
        BatchClock.of(checkpoint),
        new SetAside(
            new DeadLetterOutbox(config.kafka().clientProperties(), topic, name),
            new LateRows("nowhere", name)),
        packing());
  }

  /** The consumers of this one may have fetched the records before they were deleted. */
  private KappaConfig ofAnotherDriver() throws IOException {
    var settings =
        Files.writeString(folder.resolve("client.properties"), "client.id=another-driver");
    return KappaConfig.load(
        folder,
        Map.of(
            "KAPPA_KAFKA_BOOTSTRAP_SERVERS", config.kafka().bootstrapServers(),
            "KAPPA_KAFKA_CLIENT_CONFIG", settings.toString()));
  }

  private void send(int records) {
    producer.beginTransaction();
    for (int i = 0; i < records; i++) {
      write(i % PARTITIONS, "id-" + sent++);
    }
    producer.commitTransaction();
  }

  private void abort(int records) {
    producer.beginTransaction();
    for (int i = 0; i < records; i++) {
      write(i % PARTITIONS, "aborted");
    }
    producer.flush();
    producer.abortTransaction();
  }

  private void write(int partition, String uuid) {
    var value = "{\"uuid\":\"%s\",\"name\":\"p\"}".formatted(uuid).getBytes(StandardCharsets.UTF_8);
    var unused = // committing throws what a send has met
        producer.send(new ProducerRecord<>(topic, partition, null, value));
  }

  /** Over all consumers of this process, as they count themselves. */
  private double recordsConsumed() throws JMException {
    var server = ManagementFactory.getPlatformMBeanServer();
    double sum = 0;
    var pattern =
        new ObjectName(
            "kafka.consumer:type=consumer-fetch-manager-metrics,client-id=*,topic="
                + topic.replace('.', '_'));
    for (var name : server.queryNames(pattern, null)) {
      sum += (Double) server.getAttribute(name, "records-consumed-total");
    }
    return sum;
  }
}
