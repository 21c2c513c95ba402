package dev.kappa.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.spark.oracle.ActionsOracle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jobs on a cluster of processes, one of which dies at work. */
class StandaloneClusterIT {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

  /** Event times are within the hour before it: none is in the future of its record. */
  private static final Instant SENT = START.plus(Duration.ofHours(1));

  private static final String[] JOBS = {"actions-by-page", "actions-by-category"};

  private final long seed = Long.getLong("kappa.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final ActionsOracle pages = ActionsOracle.byPage();
  private final ActionsOracle categories = ActionsOracle.byCategory();

  @TempDir private Path folder;
  private int actions;

  @Test
  void rowsEqualTheOraclesAlthoughExecutorsWereKilled() throws Exception {
    System.out.println("seed " + seed + " (-Dkappa.seed)");
    var root = Path.of(System.getProperty("kappa.root"));
    try (var pipeline = new Pipeline(folder, "PT6H");
        var cluster =
            new StandaloneCluster(root, Files.createDirectory(folder.resolve("cluster")));
        var driver =
            pipeline.driver(
                List.of(
                    "--master",
                    cluster.master(),
                    "--executor-memory",
                    "512m",
                    "--conf",
                    "spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1",
                    "--driver-java-options",
                    "-XX:TieredStopAtLevel=1"),
                JOBS)) {
      for (int executor : new int[] {0, 1}) {
        send(pipeline);
        driver.awaitLog("records");
        send(pipeline);
        cluster.killExecutor(executor);
      }
      send(pipeline);
      Awaitility.await("every record read and committed")
          .atMost(Duration.ofMinutes(3))
          .ignoreExceptions()
          .until(
              () ->
                  pipeline.lag(JOBS[0], pipeline.topics().enrichedActions())
                          + pipeline.lag(JOBS[1], pipeline.topics().enrichedActions())
                      == 0);
      assertThat(ActionRows.differences(pipeline, pages, categories)).isEmpty();
      assertThat(driver.stop()).as(driver.log()).isZero();
    }
  }

  private void send(Pipeline pipeline) {
    try (var producer = pipeline.producer()) {
      producer.beginTransaction();
      for (int i = 0; i < 2_000; i++) {
        var value =
            "{\"uuid\":\"%d-%d\",\"name\":\"page %d\",\"user\":\"user %d\",\"at\":\"%s\",\"category\":\"c%d\"}"
                .formatted(
                    seed,
                    actions++,
                    random.nextInt(20),
                    random.nextInt(100),
                    START.plusMillis(random.nextInt(3_600_000)),
                    random.nextInt(4));
        pages.add(value);
        categories.add(value);
        Pipeline.send(
            producer, pipeline.topics().enrichedActions(), i % Pipeline.PARTITIONS, SENT, value);
      }
      producer.commitTransaction();
    }
  }
}
