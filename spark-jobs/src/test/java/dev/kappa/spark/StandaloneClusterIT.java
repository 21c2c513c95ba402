package dev.kappa.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jobs on a cluster of processes, one of which dies at work. */
class StandaloneClusterIT {
  private static final String[] JOBS = {"actions-by-page", "actions-by-category"};

  private final long seed = Long.getLong("kappa.seed", System.nanoTime());
  private final MadeActions actions = new MadeActions(seed, new Random(seed));

  @TempDir private Path folder;

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
                    "spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1"),
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
      assertThat(actions.differences(pipeline)).isEmpty();
      assertThat(driver.stop()).as(driver.log()).isZero();
    }
  }

  private void send(Pipeline pipeline) {
    try (var producer = pipeline.producer()) {
      producer.beginTransaction();
      for (int i = 0; i < 2_000; i++) {
        Pipeline.send(
            producer,
            pipeline.topics().enrichedActions(),
            i % Pipeline.PARTITIONS,
            MadeActions.SENT,
            actions.next());
      }
      producer.commitTransaction();
    }
  }
}
