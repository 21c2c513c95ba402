package dev.kappa.spark.io;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverEpochTest {
  @TempDir private Path parent;

  @Test
  void aCheckpointBelongsToTheDriverThatTookItOverLast() throws IOException {
    var first = takeOver();
    first.requireCurrent();
    var second = takeOver();

    assertThatThrownBy(first::requireCurrent).hasMessageContaining("taken over by another driver");
    assertThatCode(second::requireCurrent).doesNotThrowAnyException();
  }

  @Test
  void aCheckpointThatWasMadeAnewBelongsToNobodyOfBefore() throws IOException {
    var before = takeOver();
    Files.move(parent.resolve("job"), parent.resolve("job.set-aside-1"));
    takeOver();

    assertThatThrownBy(before::requireCurrent).hasMessageContaining("taken over by another driver");
  }

  private DriverEpoch takeOver() throws IOException {
    return Checkpoint.of(parent.toUri(), "job", LocalFiles.settings()).takeOver();
  }
}
