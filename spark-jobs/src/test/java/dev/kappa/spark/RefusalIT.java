package dev.kappa.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.contracts.TopicLeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that cannot go on where it was says why and what to do, and does not start elsewhere. */
class RefusalIT {
  private static final String JOB = "actions-by-page";
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final int REFUSED = 2;

  @TempDir private Path folder;
  private Pipeline pipeline;

  @BeforeEach
  void start() throws Exception {
    pipeline = new Pipeline(folder, "PT1H");
  }

  @AfterEach
  void stop() {
    pipeline.close();
  }

  @Test
  void aJobThatCannotGoOnIsRefusedAndBeginsAnewWhenToldSo() throws Exception {
    var topic = pipeline.topics().enrichedActions();
    send(3, "a");
    pipeline.submit(JOB, "--until-now");

    var lost = folder.resolve("lost");
    Files.move(pipeline.checkpoint(JOB), lost);
    assertThat(refusal())
        .contains("actions-by-page has run before", "kappa.actions-by-page has committed offsets")
        .contains("its table actions_by_page has rows", "--from-start actions-by-page");
    Files.move(lost, pipeline.checkpoint(JOB));

    send(4, "b");
    try (var admin = pipeline.admin()) {
      admin
          .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(6)))
          .all()
          .get();
    }
    // Three records and the marker of their transaction had been read.
    assertThat(refusal())
        .contains("the records 4 to 5 of " + topic + "-0 were removed by the topic's retention")
        .contains("--from-start actions-by-page");

    recreate(topic);
    send(2, "c");
    assertThat(refusal())
        .contains("the topic " + topic + " was deleted and created again")
        .contains("--from-start actions-by-page");
    assertThat(pages()).containsExactlyInAnyOrder("a");

    pipeline.submit(JOB, "--until-now", "--from-start", JOB);
    assertThat(pages()).containsExactlyInAnyOrder("a", "c");
    assertThat(folder.resolve("checkpoints/" + JOB + ".set-aside-1/kappa/about.json")).exists();
  }

  private String refusal() throws Exception {
    try (var driver = pipeline.driver(JOB, "--until-now")) {
      assertThat(driver.exitCode()).as(driver.log()).isEqualTo(REFUSED);
      return driver.log();
    }
  }

  private List<String> pages() {
    return pipeline.rows("SELECT page FROM $keyspace.actions_by_page").stream()
        .map(row -> row.getString("page"))
        .distinct()
        .toList();
  }

  private void recreate(String topic) throws Exception {
    try (var admin = pipeline.admin()) {
      admin.deleteTopics(List.of(topic)).all().get();
      // Its deletion is known to the broker a moment after it was acknowledged.
      Awaitility.await()
          .ignoreExceptions()
          .until(
              () -> {
                admin
                    .createTopics(List.of(new NewTopic(topic, Pipeline.PARTITIONS, (short) 1)))
                    .all()
                    .get();
                return true;
              });
      TopicLeaders.await(admin, List.of(topic));
    }
  }

  private void send(int count, String page) {
    try (var producer = pipeline.producer()) {
      producer.beginTransaction();
      for (int i = 0; i < count; i++) {
        Pipeline.send(
            producer,
            pipeline.topics().enrichedActions(),
            0,
            NOON,
            "{\"uuid\":\"%s%d\",\"name\":\"%s\",\"user\":\"u\",\"at\":\"%s\"}"
                .formatted(page, i, page, NOON));
      }
      producer.commitTransaction();
    }
  }
}
