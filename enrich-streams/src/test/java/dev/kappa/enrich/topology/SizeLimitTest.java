package dev.kappa.enrich.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.contracts.DeadLetter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SizeLimitTest {
  @TempDir private Path folder;

  @Test
  void aRecordThatWouldBeTooLargeForItsTopicIsADeadLetter() {
    try (var topology = TopologyFixture.enricher(folder, Map.of("max.record.bytes", "40"))) {
      topology.send("sample.employees", "k", "{\"Interests\":\"1234567\"}"); // 41 when appended
      topology.send("sample.employees", "k", "{\"Interests\":\"123\"}");

      assertThat(topology.values("sample.append_employees"))
          .containsExactly("{\"Interests\":\"123,Developers Summit\"}");
      assertThat(topology.deadLetters())
          .extracting(DeadLetter::reason)
          .containsExactly("too-large");
    }
  }
}
