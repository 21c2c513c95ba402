package dev.kappa.enrich.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.contracts.DeadLetter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableCheckTopologyTest {
  private static final String PAGES = "reference.page";

  @TempDir private Path folder;

  @Test
  void sendsPagesThatCannotBeReadToTheDeadLettersAndNoOthers() {
    var config = TopologyFixture.config(folder, Map.of());
    try (var topology = new TopologyFixture(TableCheckTopology.build(config.plan()), config)) {
      topology.send(PAGES, "home", "{\"name\":\"home\",\"category\":\"start\"}");
      topology.send(PAGES, "home", null);
      topology.send(PAGES, "home", "broken");
      topology.send(PAGES, "home", "{\"category\":1}");
      topology.send(PAGES, null, "{\"category\":\"start\"}");

      assertThat(topology.deadLetters())
          .extracting(DeadLetter::reason)
          .containsExactly("not-json", "wrong-type", "no-key");
    }
  }
}
