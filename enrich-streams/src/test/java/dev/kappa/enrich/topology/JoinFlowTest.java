package dev.kappa.enrich.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoinFlowTest {
  @TempDir private Path folder;
  private TopologyFixture topology;

  @BeforeEach
  void build() {
    topology =
        TopologyFixture.enricher(
            folder, Map.of("flows", "none", "join.in.role", "roles:out:grade,band"));
  }

  @AfterEach
  void close() {
    topology.close();
  }

  @Test
  void takesTheFieldsOfTheTablesObjectAsTheyStandThere() {
    topology.send("roles", "CEO", "{\"grade\": 1.50, \"band\":{\"é\":[1]}, \"more\":1}");

    topology.send("in", "k", "{\"role\":\"CEO\", \"grade\":null}");

    assertThat(topology.values("out"))
        .containsExactly("{\"role\":\"CEO\", \"grade\":1.50,\"band\":{\"é\":[1]}}");
  }

  @Test
  void aRecordWithoutARowGoesOnAsItIs() {
    topology.send("roles", "broken", "[]");

    topology.send("in", "k", "{\"role\":\"nobody\"}");
    topology.send("in", "k", "{\"role\":\"broken\"}");
    topology.send("in", "k", "{ }");

    assertThat(topology.values("out"))
        .containsExactly("{\"role\":\"nobody\"}", "{\"role\":\"broken\"}", "{ }");
    assertThat(topology.deadLetters()).isEmpty();
  }
}
