package dev.kappa.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.stack.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two jobs in one application run on under a load that is in disorder, and something dies in every
 * round. In the end every row must be as if nothing had. Each fault has a round; {@code
 * -Dkappa.rounds=20} adds more.
 */
class FaultsIT {
  private static final String[] JOBS = {"actions-by-page", "actions-by-category"};
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration CASSANDRA_AWAY = Duration.ofSeconds(60);
  private static final int ACTIONS_A_ROUND = 1_000;

  private final long seed = Long.getLong("kappa.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final MadeActions actions = new MadeActions(seed, random);
  private final List<String> sent = new ArrayList<>();

  @TempDir private Path folder;
  private Pipeline pipeline;
  private SparkDriver driver;

  /** What happens in a round, after its actions have been sent. */
  private enum Fault {
    DRIVER_KILLED_AT_ANY_MOMENT,
    DRIVER_KILLED_BEFORE_THE_WRITE,
    DRIVER_KILLED_IN_THE_MIDDLE_OF_THE_WRITE,
    DRIVER_KILLED_AFTER_THE_WRITE_AND_BEFORE_THE_COMMIT,
    DRIVER_FROZEN_AND_SUCCEEDED,
    DRIVER_STOPPED,
    CASSANDRA_KILLED,
    CASSANDRA_KILLED_IN_THE_MIDDLE_OF_THE_WRITE,
    KAFKA_RESTARTED,
    CASSANDRA_AWAY_FOR_A_MINUTE
  }

  @BeforeEach
  void start() throws Exception {
    System.out.println("seed " + seed + " (-Dkappa.seed)");
    pipeline = new Pipeline(folder, "PT6H");
    driver = drive();
  }

  @AfterEach
  void stop() {
    driver.close();
    pipeline.close();
  }

  @Test
  void faultsEndWithTheRowsOfAnUndisturbedRun() throws Exception {
    for (Fault fault : faults()) {
      var began = System.nanoTime();
      send();
      inject(fault);
      System.out.printf("%s: %.1f s%n", fault, (System.nanoTime() - began) / 1e9);
    }
    send();
    awaitDrained();
    assertThat(actions.differences(pipeline)).isEmpty();
    assertThat(driver.stop()).as(driver.log()).isZero();
  }

  private List<Fault> faults() {
    var rounds = new ArrayList<>(List.of(Fault.values()));
    var more = List.copyOf(EnumSet.complementOf(EnumSet.of(Fault.CASSANDRA_AWAY_FOR_A_MINUTE)));
    while (rounds.size() < Integer.getInteger("kappa.rounds", 0)) {
      rounds.add(more.get(random.nextInt(more.size())));
    }
    Collections.shuffle(rounds, random);
    return rounds;
  }

  private void inject(Fault fault) throws Exception {
    switch (fault) {
      case DRIVER_KILLED_AT_ANY_MOMENT -> {
        // Any moment is the point: in some rounds it has not even started.
        Thread.sleep(random.nextInt(6_000));
        killAndRestart();
      }
      case DRIVER_KILLED_BEFORE_THE_WRITE -> {
        awaitBatch(() -> latest("offsets") > latest("commits"));
        killAndRestart();
      }
      case DRIVER_KILLED_IN_THE_MIDDLE_OF_THE_WRITE -> {
        awaitBatch(this::isWriting);
        killAndRestart();
      }
      case DRIVER_KILLED_AFTER_THE_WRITE_AND_BEFORE_THE_COMMIT -> {
        awaitBatch(() -> isWriting() && isWritten(writeTime()));
        killAndRestart();
      }
      case DRIVER_FROZEN_AND_SUCCEEDED -> {
        awaitBatch(() -> latest("offsets") > latest("commits"));
        var stale = driver;
        stale.freeze();
        driver = drive();
        send();
        awaitDrained();
        stale.thaw();
        // A job sees that it has a successor when there is something to do.
        while (stale.isAlive()) {
          send();
          awaitDrained();
        }
        assertThat(stale.exitCode()).as(stale.log()).isEqualTo(1);
        assertThat(stale.log()).contains("another driver has gone on with its checkpoint");
      }
      case DRIVER_STOPPED -> {
        driver.awaitLog("started");
        assertThat(driver.stop()).as(driver.log()).isZero();
        driver = drive();
      }
      case CASSANDRA_KILLED -> killAndRestartCassandra();
      case CASSANDRA_KILLED_IN_THE_MIDDLE_OF_THE_WRITE -> {
        awaitBatch(this::isWriting);
        killAndRestartCassandra();
        awaitDrained();
      }
      case KAFKA_RESTARTED -> {
        var kafka = TestServer.of(pipeline.servers(), "kafka");
        kafka.stop();
        kafka.start();
      }
      case CASSANDRA_AWAY_FOR_A_MINUTE -> {
        driver.awaitLog("started");
        var cassandra = TestServer.of(pipeline.servers(), "cassandra");
        cassandra.freeze();
        Thread.sleep(CASSANDRA_AWAY.toMillis());
        cassandra.thaw();
        awaitCassandra();
      }
    }
  }

  private SparkDriver drive() throws IOException {
    return pipeline.driver(JOBS);
  }

  private void killAndRestart() throws IOException {
    driver.kill();
    driver = drive();
  }

  private void killAndRestartCassandra() throws IOException {
    var cassandra = TestServer.of(pipeline.servers(), "cassandra");
    cassandra.kill();
    cassandra.start();
    awaitCassandra();
  }

  private interface Moment {
    boolean isNow() throws IOException;
  }

  /** A batch may be over before it was seen: more is sent until the moment is met. */
  private void awaitBatch(Moment moment) throws Exception {
    driver.awaitLog("started");
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      var next = System.nanoTime() + Duration.ofSeconds(4).toNanos();
      while (System.nanoTime() < next) {
        if (moment.isNow()) {
          return;
        }
        Thread.onSpinWait();
      }
      send();
    }
    throw new AssertionError("no such moment:\n" + driver.log());
  }

  private long latest(String log) throws IOException {
    var entries = pipeline.checkpoint(JOBS[0]).resolve(log);
    if (!Files.isDirectory(entries)) {
      return -1;
    }
    try (var files = Files.list(entries)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("\\d+"))
          .mapToLong(Long::parseLong)
          .max()
          .orElse(-1);
    }
  }

  private boolean isWriting() throws IOException {
    return latest("kappa/write-times") > latest("commits");
  }

  private long writeTime() throws IOException {
    var times = pipeline.checkpoint(JOBS[0]).resolve("kappa/write-times");
    return Long.parseLong(
        Files.readString(times.resolve(Long.toString(latest("kappa/write-times")))));
  }

  private boolean isWritten(long writeTime) {
    return pipeline.rows("SELECT writetime(actions) AS t FROM $keyspace.actions_by_page").stream()
        .anyMatch(row -> row.getLong("t") == writeTime);
  }

  /** The test's own session finds a server that was away only after a while. */
  private void awaitCassandra() {
    Awaitility.await("Cassandra answers")
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> pipeline.rows("SELECT release_version FROM system.local").size() == 1);
  }

  private void awaitDrained() throws IOException {
    try {
      Awaitility.await("every record read and committed")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(200))
          .failFast("the driver has ended", () -> !driver.isAlive())
          .ignoreExceptions()
          .until(this::isDrained);
    } catch (ConditionTimeoutException | TerminalFailureException e) {
      throw new AssertionError(e.getMessage() + "; its log:\n" + driver.log(), e);
    }
  }

  private boolean isDrained() throws ExecutionException, InterruptedException {
    for (String job : JOBS) {
      if (pipeline.lag(job, pipeline.topics().enrichedActions()) != 0) {
        return false;
      }
    }
    return true;
  }

  /** In one transaction: new actions in disorder, every tenth twice, some malformed. */
  private void send() {
    try (var producer = pipeline.producer()) {
      producer.beginTransaction();
      for (int i = 0; i < ACTIONS_A_ROUND; i++) {
        var value = actions.next();
        sent.add(value);
        send(producer, value);
        if (random.nextInt(10) == 0) {
          send(producer, sent.get(random.nextInt(sent.size())));
        }
        if (random.nextInt(50) == 0) {
          send(producer, value.substring(0, 20));
        }
      }
      producer.commitTransaction();
    }
  }

  private void send(KafkaProducer<byte[], byte[]> producer, String value) {
    Pipeline.send(
        producer,
        pipeline.topics().enrichedActions(),
        random.nextInt(Pipeline.PARTITIONS - 1),
        MadeActions.SENT,
        value);
  }
}
