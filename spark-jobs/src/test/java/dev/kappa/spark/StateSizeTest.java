package dev.kappa.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.spark.jobs.ActionsByPage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateSizeTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int BATCHES = 48;
  private static final int EVENTS_A_BATCH = 10_000;

  @TempDir private Path folder;

  /** Every batch is a minute later and has identities, users and windows of its own. */
  @Test
  void rowsAndMemoryOfTheStateLevelOff() throws Exception {
    var seed = 20261125L;
    System.out.println("seed " + seed);
    var random = new Random(seed);
    long[] half = null;
    long[] end = null;
    try (var job =
        new StreamedJob(
            new ActionsByPage(),
            Duration.ofMinutes(2),
            folder.resolve("job"),
            "page",
            "window_seconds",
            "window_start")) {
      for (int batch = 0; batch < BATCHES; batch++) {
        var records = new Records();
        for (int i = 0; i < EVENTS_A_BATCH; i++) {
          var at = START.plusSeconds(60L * batch).plusMillis(random.nextInt(60_000));
          records.add(
              "{\"uuid\":\"%d-%d\",\"name\":\"page %d\",\"user\":\"user %d\",\"at\":\"%s\"}"
                  .formatted(batch, i, random.nextInt(300), random.nextInt(), at),
              at);
        }
        job.batch(records);
        var size = job.stateRowsAndBytes();
        System.out.printf("batch %d: %,d rows, %,d bytes%n", batch, size[0], size[1]);
        if (batch < BATCHES / 2) {
          half = size;
        }
        end = size;
      }
    }
    assertThat(end[0]).isLessThan(half[0] * 11 / 10);
    assertThat(end[1]).isLessThan(half[1] * 11 / 10);
  }
}
