package dev.kappa.enrich.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.contracts.TopicLeaders;
import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.stack.TestServer;
import dev.kappa.stack.TestStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two instances share four partitions under a steady load, and something dies. The committed output
 * must then be the input, each record once, in order for each key.
 */
class FailuresIT {
  private static final int PARTITIONS = 4;
  private static final int KEYS = 8;

  private final String suffix = "-" + UUID.randomUUID().toString().substring(0, 8);
  private final String in = "failures-in" + suffix;
  private final String out = "failures-out" + suffix;
  private final String dead = "failures-dead" + suffix;
  private final long seed = Long.getLong("kappa.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final List<EnricherProcess> instances = new ArrayList<>();

  @TempDir private Path home;
  private KappaConfig config;
  private Load load;
  private OutputWatch watch;

  @BeforeEach
  void startLoadAndTwoInstances() throws Exception {
    config = TestStack.require("kafka");
    System.out.println("seed " + seed + " (-Dkappa.seed)");
    try (var admin = Admin.create(Map.of("bootstrap.servers", servers()))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(in, PARTITIONS, (short) 1),
                  new NewTopic(out, PARTITIONS, (short) 1),
                  new NewTopic(dead, 1, (short) 1)))
          .all()
          .get();
      TopicLeaders.await(admin, List.of(in, out, dead));
    }
    load = Load.start(servers(), in, PARTITIONS, KEYS);
    watch = OutputWatch.start(servers(), out, KEYS);
    for (int n = 0; n < 2; n++) {
      instances.add(instance());
    }
    for (var instance : instances) {
      instance.awaitLog("enrich: RUNNING");
    }
    watch.await(load.perKey());
  }

  @AfterEach
  void stopEverything() throws Exception {
    load.close();
    watch.close();
    instances.forEach(EnricherProcess::close);
  }

  /**
   * Most of the killed are started again at once; every fifth is left dead until the other instance
   * has its partitions, and every seventh is killed once more while it comes back. How long that
   * takes is the benchmark's to measure, and is not asserted: it is the machine's doing as well.
   */
  @Test
  void instancesThatAreKilledLoseNothingAndRepeatNothing() throws Exception {
    int rounds = Integer.getInteger("kappa.kill.rounds", 20);
    for (int round = 1; round <= rounds; round++) {
      untilARandomMoment(Duration.ofMillis(1500)); // of a transaction, which lasts a second
      int victim = random.nextInt(instances.size());
      kill(victim);
      if (round % 7 == 0) {
        instances.set(victim, instance());
        untilARandomMoment(Duration.ofSeconds(4));
        kill(victim);
      }
      if (round % 5 != 0) {
        instances.set(victim, instance());
      }
      watch.awaitNewRecords(PARTITIONS);
      if (round % 5 == 0) {
        instances.set(victim, instance());
      }
    }
    assertOutputIsInput();
  }

  @Test
  void aBrokerThatRestartsLosesNothingAndRepeatsNothing() throws Exception {
    var kafka = TestServer.of(config, "kafka");
    kafka.stop();
    kafka.start();
    watch.await(load.perKey());
    assertOutputIsInput();
  }

  @Test
  void aBrokerThatIsKilledLosesNothingAndRepeatsNothing() throws Exception {
    var kafka = TestServer.of(config, "kafka");
    for (int round = 1; round <= Integer.getInteger("kappa.broker.rounds", 2); round++) {
      untilARandomMoment(Duration.ofSeconds(3));
      kafka.kill();
      kafka.start();
      watch.await(load.perKey());
    }
    assertOutputIsInput();
  }

  @Test
  void anInstanceThatWasFencedWhileItStoodStillWritesNothing() throws Exception {
    var still = instances.get(0);
    still.freeze();
    // The other instance has all partitions: session and transaction of this one have timed out.
    watch.await(load.perKey() + 1);
    still.thaw();
    watch.await(load.perKey());
    assertOutputIsInput();
  }

  private void assertOutputIsInput() throws Exception {
    long perKey = load.finish();
    watch.await(perKey);
    for (var instance : instances) {
      instance.close();
    }
    try (var records = new CommittedRecords(servers(), in, out, dead)) {
      while (!records.atEnd()) {
        records.readOn();
      }
      assertThat(records.of(dead)).isEmpty();
      var expected = byKey(records.of(in), "Chess,Developers Summit");
      var found = byKey(records.of(out), "");
      assertThat(found).containsOnlyKeys(load.keys());
      for (var key : load.keys()) {
        assertThat(found.get(key))
            .as("%s, of seed %d; the input has %d", key, seed, expected.get(key).size())
            .isEqualTo(expected.get(key));
      }
    }
  }

  /** Values of each key, in the order of the log, with other interests unless they are empty. */
  private static Map<String, List<String>> byKey(
      List<ConsumerRecord<byte[], byte[]>> records, String interests) {
    var byKey = new HashMap<String, List<String>>();
    for (var record : records) {
      var value = Load.text(record.value());
      byKey
          .computeIfAbsent(Load.text(record.key()), key -> new ArrayList<>())
          .add(interests.isEmpty() ? value : value.replace("Chess", interests));
    }
    return byKey;
  }

  /** Not a wait for something: what dies shall die at any moment. */
  private void untilARandomMoment(Duration atMost) throws InterruptedException {
    Thread.sleep(random.nextLong(atMost.toMillis()));
  }

  private void kill(int victim) throws InterruptedException {
    instances.get(victim).kill();
    watch.mark();
  }

  private EnricherProcess instance() throws IOException {
    return EnricherProcess.start(
        home,
        "failures",
        Map.of(
            "KAPPA_KAFKA_BOOTSTRAP_SERVERS", servers(),
            "KAPPA_TOPIC_EMPLOYEES", in,
            "KAPPA_TOPIC_APPEND_EMPLOYEES", out,
            "KAPPA_TOPIC_DEAD_LETTERS", dead),
        List.of(file()));
  }

  private String file() throws IOException {
    var file = home.resolve("enrich.properties");
    Files.writeString(file, "application.id=failures%s%nflows=append%n".formatted(suffix));
    return file.toString();
  }

  private String servers() {
    return config.kafka().bootstrapServers();
  }
}
