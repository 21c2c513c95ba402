package dev.kappa.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.spark.io.Checkpoint.About;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StartCheckTest {
  private static final About NOW =
      new About("job", 2, "uuid", "at TIMESTAMP", "n BIGINT", Map.of("t", "id-2"));

  @Test
  void whatMadeACheckpointGoesOnWithIt() {
    assertThat(StartCheck.differences(NOW, NOW)).isEmpty();
  }

  @Test
  void everythingThatSetsAJobApartIsNamed() {
    var then = new About("old", 1, "", "at DATE", "n INT", Map.of("t", "id-1"));
    assertThat(StartCheck.differences(NOW, then))
        .containsExactly(
            "it is the checkpoint of the job old",
            "it was made by version 1 of the job, and this is version 2",
            "duplicates were told by [], now [uuid]",
            "events had the columns [at DATE], now [at TIMESTAMP]",
            "rows had the columns [n INT], now [n BIGINT]",
            "the topic t was deleted and created again since (its id was id-1, now id-2), so that offsets mean other records");
  }

  @Test
  void otherTopicsAreNoContinuation() {
    var then = new About("job", 2, "uuid", "at TIMESTAMP", "n BIGINT", Map.of("u", "id-2"));
    assertThat(StartCheck.differences(NOW, then))
        .containsExactly("it has read [u], and the job reads [t]");
  }
}
