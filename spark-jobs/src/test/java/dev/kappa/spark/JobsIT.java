package dev.kappa.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All jobs on real Kafka and Cassandra, through spark-submit, against the oracles: every row of
 * every table, first after events in order, then after every disorder at once.
 */
class JobsIT {
  private static final long SEED = 20261123L;
  private static final Duration WATERMARK = Duration.ofHours(1);

  /** In three hours it is midnight. */
  private static final Instant START = Instant.parse("2026-11-22T21:00:00Z");

  private static final Instant MIDNIGHT = START.plus(Duration.ofHours(3));
  private static final Instant END = MIDNIGHT.plus(Duration.ofHours(3));

  private static final List<String> JOBS_OF_ACTIONS =
      List.of(
          "actions-by-page",
          "actions-by-category",
          "top-pages",
          "user-sessions",
          "page-transitions",
          "unusual-traffic");
  private static final int JOBS_OF_EMPLOYEES = 2;

  /** The last partition of every topic stays empty. */
  private static final int USED_PARTITIONS = Pipeline.PARTITIONS - 1;

  @TempDir private Path folder;
  private Pipeline pipeline;
  private final Random random = new Random(SEED);
  private final Oracles oracles = new Oracles();
  private final List<Sent> sent = new ArrayList<>();
  private final Set<String> uuids = new HashSet<>();
  private final Set<String> setAside = new TreeSet<>();
  private int deadLetters;
  private int numbers;

  /** A record that is sent, and what it must lead to. */
  private record Sent(String topic, int partition, Instant timestamp, String value, Fate fate) {}

  private enum Fate {
    COUNTS,
    LATE,
    FUTURE
  }

  @BeforeEach
  void start() throws Exception {
    System.out.println("seed " + SEED);
    pipeline = new Pipeline(folder, WATERMARK.toString());
  }

  @AfterEach
  void stop() {
    pipeline.close();
  }

  @Test
  void everyRowOfEveryTableEqualsTheOraclesUnderEveryDisorder() throws Exception {
    produce(inOrder());
    var first = submit();
    assertThat(first.at("/ok").asBoolean()).isTrue();
    assertThat(first.at("/jobs/employees-by-interest/records").asLong()).isEqualTo(1_001);
    assertThat(first.at("/jobs/actions-by-page/records").asLong()).isEqualTo(4_001);
    assertThat(oracles.differences(pipeline)).isEmpty();

    var before = writeTimes();
    var second = submit();
    assertThat(second.at("/jobs/actions-by-page/records").asLong()).isZero();
    assertThat(writeTimes()).isEqualTo(before);

    produce(inDisorder());
    var third = submit();
    assertThat(third.at("/jobs/user-sessions/late").asLong()).isEqualTo(80);
    assertThat(third.at("/jobs/user-sessions/malformed").asLong()).isEqualTo(80);
    assertThat(third.at("/jobs/stage-audit/malformed").asLong()).isZero();
    assertThat(oracles.differences(pipeline)).isEmpty();
    assertThat(
            pipeline.rows("SELECT * FROM $keyspace.late_rows_by_job").stream()
                .map(
                    row ->
                        "%s %s %s-%d@%d"
                            .formatted(
                                row.getString("job"),
                                row.getString("reason"),
                                row.getString("topic"),
                                row.getInt("kafka_partition"),
                                row.getLong("kafka_offset"))))
        .containsExactlyInAnyOrderElementsOf(setAside);
    assertThat(pipeline.deadLetters()).hasSize(deadLetters);
  }

  private List<Sent> inOrder() {
    var records = new ArrayList<Sent>();
    // The last ones are at midnight: they decide what will be late.
    for (int i = 0; i <= 4_000; i++) {
      records.add(action(START.plusMillis(i * 2_700L)));
    }
    for (int i = 0; i <= 1_000; i++) {
      records.add(employee(START.plusMillis(i * 10_800L)));
    }
    addWhatOnlyTheAuditReads(records, START);
    return records;
  }

  private List<Sent> inDisorder() {
    var records = new ArrayList<Sent>();
    for (int i = 0; i < 4_000; i++) {
      var inTurn = MIDNIGHT.plusMillis(i * 2_700L);
      var isOutOfOrder = i % 5 == 0;
      // As early as an event can be that is not late, long before what the first run has counted.
      var earliest = MIDNIGHT.minus(WATERMARK).plusMillis(1 + i);
      records.add(action(isOutOfOrder ? earliest.plusMillis(random.nextInt(7_000_000)) : inTurn));
    }
    for (int i = 0; i < 1_000; i++) {
      records.add(
          employee(
              i % 5 == 0
                  ? MIDNIGHT.minus(WATERMARK).plusMillis(1 + random.nextInt(7_000_000))
                  : MIDNIGHT.plusMillis(i * 10_800L)));
    }
    Collections.shuffle(records.subList(0, 800), random);
    for (int i = 0; i < 400; i++) {
      records.add(again(pick(records)));
      records.add(again(pick(sent)));
    }
    for (int i = 0; i < 80; i++) {
      records.add(late(MIDNIGHT.minus(WATERMARK).minusSeconds(i * 60L)));
      records.add(malformed(pipeline.topics().enrichedActions(), i));
    }
    for (int i = 0; i < 20; i++) {
      records.add(malformed(pipeline.topics().appendedEmployees(), i));
    }
    var ahead = action(END.plus(Duration.ofHours(9)));
    records.add(new Sent(ahead.topic, ahead.partition, MIDNIGHT, ahead.value, Fate.FUTURE));
    addWhatOnlyTheAuditReads(records, MIDNIGHT);
    return records;
  }

  private void addWhatOnlyTheAuditReads(List<Sent> records, Instant from) {
    var topics = pipeline.topics();
    for (String topic : List.of(topics.employees(), topics.actions(), topics.fulltext())) {
      IntStream.range(0, 50)
          .mapToObj(i -> record(topic, from.plusSeconds(i * 20L), "{\"text\":\"" + i + "\"}"))
          .forEach(records::add);
    }
  }

  /** In one transaction that is committed, after one that is not; tells the oracles. */
  private void produce(List<Sent> records) throws Exception {
    var places = new ArrayList<RecordMetadata>();
    try (var producer = pipeline.producer()) {
      producer.beginTransaction();
      Pipeline.send(producer, pipeline.topics().enrichedActions(), 0, START, action(START).value);
      producer.flush();
      producer.abortTransaction();
      producer.beginTransaction();
      places.addAll(sendAll(producer, records));
      producer.commitTransaction();
    }
    for (int i = 0; i < records.size(); i++) {
      expect(records.get(i), places.get(i).offset());
    }
    sent.addAll(records);
  }

  private static List<RecordMetadata> sendAll(
      KafkaProducer<byte[], byte[]> producer, List<Sent> records) throws Exception {
    var futures =
        records.stream()
            .map(
                one ->
                    Pipeline.sending(producer, one.topic, one.partition, one.timestamp, one.value))
            .toList();
    producer.flush();
    var places = new ArrayList<RecordMetadata>();
    for (var future : futures) {
      places.add(future.get());
    }
    return places;
  }

  private void expect(Sent record, long offset) {
    var topics = pipeline.topics();
    var isAction = record.topic.equals(topics.enrichedActions());
    if (record.fate != Fate.COUNTS) {
      var place =
          " %s %s-%d@%d"
              .formatted(
                  record.fate == Fate.LATE ? "late" : "future",
                  record.topic,
                  record.partition,
                  offset);
      JOBS_OF_ACTIONS.forEach(job -> setAside.add(job + place));
      setAside.add("stage-audit" + place);
      return;
    }
    oracles.record(record.topic, record.partition, offset, record.timestamp, record.value);
    if (!record.value.startsWith("{") || !record.value.endsWith("}")) {
      deadLetters += isAction ? JOBS_OF_ACTIONS.size() : JOBS_OF_EMPLOYEES;
    } else if (isAction) {
      if (uuids.add(record.value.substring(0, record.value.indexOf(',')))) {
        oracles.action(record.value);
      }
    } else if (record.topic.equals(topics.appendedEmployees())) {
      oracles.employee(record.value, record.timestamp);
    }
  }

  private Sent pick(List<Sent> records) {
    while (true) {
      var one = records.get(random.nextInt(records.size()));
      var isAction = one.topic.equals(pipeline.topics().enrichedActions());
      var isLate = !one.timestamp.isAfter(MIDNIGHT.minus(WATERMARK));
      if (isAction && !isLate && one.fate == Fate.COUNTS && one.value.endsWith("}")) {
        return one;
      }
    }
  }

  /** The same event, perhaps in another partition. */
  private Sent again(Sent record) {
    return record(record.topic, record.timestamp, record.value);
  }

  private Sent late(Instant at) {
    var action = action(at);
    return new Sent(action.topic, action.partition, at, action.value, Fate.LATE);
  }

  private Sent malformed(String topic, int turn) {
    var value = action(MIDNIGHT).value;
    return record(
        topic,
        MIDNIGHT.plusSeconds(turn),
        turn % 2 == 0 ? value.substring(0, value.length() / 2) : "[" + value + "]");
  }

  private Sent employee(Instant at) {
    var interests = new StringBuilder("Developers Summit");
    random.ints(random.nextInt(4), 0, 30).forEach(n -> interests.append(", interest ").append(n));
    return record(
        pipeline.topics().appendedEmployees(),
        at,
        "{\"Designation\":\"%s\",\"Gender\":\"%s\",\"Salary\":\"%d.%02d\",\"Age\":%d,\"Interests\":\"%s\"}"
            .formatted(
                random.nextBoolean() ? "CEO" : "President",
                random.nextBoolean() ? "Female" : "Male",
                random.nextInt(200_000),
                random.nextInt(100),
                18 + random.nextInt(50),
                interests));
  }

  /** On one page of 30, the first ones far more often; users come and go. */
  private Sent action(Instant at) {
    var user = random.nextInt(20) == 0 ? "null" : "\"user %d\"".formatted(random.nextInt(400));
    return record(
        pipeline.topics().enrichedActions(),
        at,
        "{\"uuid\":\"%08x-%d\",\"uri\":\"/\",\"name\":\"page %d\",\"user\":%s,\"at\":\"%s\",\"category\":\"c%d\"}"
            .formatted(
                random.nextInt(),
                numbers++,
                (int) (30 * Math.pow(random.nextDouble(), 3)),
                user,
                at,
                random.nextInt(4)));
  }

  private Sent record(String topic, Instant timestamp, String value) {
    return new Sent(topic, random.nextInt(USED_PARTITIONS), timestamp, value, Fate.COUNTS);
  }

  private Map<String, Long> writeTimes() {
    var times = new HashMap<String, Long>();
    pipeline
        .rows(
            "SELECT page, window_seconds, window_start, writetime(actions) AS t"
                + " FROM $keyspace.actions_by_page")
        .forEach(
            row ->
                times.put(
                    row.getString("page")
                        + row.getInt("window_seconds")
                        + row.getInstant("window_start"),
                    row.getLong("t")));
    return times;
  }

  private JsonNode submit() throws IOException, InterruptedException {
    var output = pipeline.submit("all", "--until-now", "--json");
    return Json.mapper().readTree(output.lines().reduce((before, last) -> last).orElse(""));
  }
}
