package dev.kappa.spark.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  private static final Checkpoint.About ABOUT =
      new Checkpoint.About("job", 1, "uuid", "at TIMESTAMP", "n BIGINT", Map.of("t", "id"));

  @TempDir private Path parent;
  private Checkpoint checkpoint;

  @BeforeEach
  void open() {
    checkpoint = Checkpoint.of(parent.toUri(), "job", LocalFiles.settings());
  }

  @Test
  void saysWhatItWasMadeBy() throws IOException {
    assertThat(checkpoint.about()).isEmpty();
    checkpoint.create(ABOUT);
    assertThat(checkpoint.about()).contains(ABOUT);
  }

  @Test
  void standsWhereTheLastBatchEndedThatWasCommitted() throws IOException {
    assertThat(checkpoint.position()).isEmpty();
    write("sources/0/0", "v1\n{\"t\":{\"0\":3}}");
    assertThat(checkpoint.position()).isEqualTo(Map.of(new TopicPartition("t", 0), 3L));

    write(
        "offsets/9", "v1\n{\"batchWatermarkMs\":0}\n{\"t\":{\"0\":90,\"1\":91},\"u\":{\"0\":92}}");
    write(
        "offsets/10",
        "v1\n{\"batchWatermarkMs\":0}\n{\"t\":{\"0\":100,\"1\":101},\"u\":{\"0\":102}}");
    write("commits/9", "v1\n{\"nextBatchWatermarkMs\":0}");
    assertThat(checkpoint.position())
        .isEqualTo(
            Map.of(
                new TopicPartition("t", 0), 90L,
                new TopicPartition("t", 1), 91L,
                new TopicPartition("u", 0), 92L));
  }

  @Test
  void whatIsSetAsideIsKept() throws IOException {
    assertThat(checkpoint.setAside()).isEmpty();
    checkpoint.create(ABOUT);
    assertThat(checkpoint.setAside())
        .hasValueSatisfying(path -> assertThat(path).endsWith("job.set-aside-1"));
    assertThat(checkpoint.about()).isEmpty();
    checkpoint.create(ABOUT);
    checkpoint.setAside();
    assertThat(parent.resolve("job.set-aside-1/kappa/about.json")).exists();
    assertThat(parent.resolve("job.set-aside-2/kappa/about.json")).exists();
  }

  private void write(String name, String text) throws IOException {
    var file = parent.resolve("job").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
