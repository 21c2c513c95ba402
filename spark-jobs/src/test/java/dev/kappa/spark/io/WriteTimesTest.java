package dev.kappa.spark.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteTimesTest {
  @TempDir private Path parent;

  @Test
  void aBatchThatIsWrittenAgainHasTheTimeItHad() throws IOException {
    var first = open().of(0);

    assertThat(open().of(0)).isEqualTo(first);
  }

  @Test
  void timesGrowWithTheBatchWhateverTheClockDoes() throws IOException {
    var ahead = open().of(0) + 3_600_000_000L;
    Files.writeString(parent.resolve("job/kappa/write-times/1"), Long.toString(ahead));

    assertThat(open().of(2)).isEqualTo(ahead + 1);
  }

  @Test
  void aDriverLeftFarBehindIsRefused() throws IOException {
    open().of(7);

    assertThatThrownBy(() -> open().of(6)).hasMessageContaining("another driver");
  }

  private WriteTimes open() {
    return Checkpoint.of(parent.toUri(), "job", LocalFiles.settings()).writeTimes();
  }
}
