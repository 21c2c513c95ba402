package dev.kappa.enrich.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kappa.contracts.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
  @TempDir private Path base;

  @Test
  void anInstanceTakesTheFolderOfItsNameAndLeavesIt() throws IOException {
    try (var folder = StateFolder.claim(base, Optional.of("a"))) {
      assertThat(folder.path()).isEqualTo(base.resolve("a"));
    }
    StateFolder.claim(base, Optional.of("a")).close();
  }

  @Test
  void anInstanceIsKnownByItsNameOrByWhatStaysInItsFolder() throws IOException {
    try (var named = StateFolder.claim(base, Optional.of("a"))) {
      assertThat(named.identity()).isEqualTo("a");
    }
    String identity;
    try (var first = StateFolder.claim(base, Optional.empty())) {
      identity = first.identity();
    }
    try (var again = StateFolder.claim(base, Optional.empty())) {
      assertThat(again.path()).isEqualTo(base.resolve("instance-1"));
      assertThat(again.identity()).isEqualTo(identity);
    }
    try (var other = StateFolder.claim(base.resolve("elsewhere"), Optional.empty())) {
      assertThat(other.identity()).isNotEqualTo(identity);
    }
  }

  @Test
  void saysThatTheFolderCannotBeWritten() throws IOException {
    var file = Files.createFile(base.resolve("file"));

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> StateFolder.claim(file, Optional.empty()))
        .withMessageContaining("state.dir: the folder of the stores cannot be written");
  }
}
