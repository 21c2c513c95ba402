package dev.kappa.enrich.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.contracts.ActionCount;
import dev.kappa.contracts.Json;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountFlowTest {
  @TempDir private Path folder;
  private TopologyFixture topology;

  @BeforeEach
  void build() {
    topology = TopologyFixture.enricher(folder, Map.of());
  }

  @AfterEach
  void close() {
    topology.close();
  }

  @Test
  void countsActionsPerPageAndMinuteOfEventTimeHoweverLate() {
    action("home", "2026-11-23T10:00:00Z");
    action("home", "2026-11-23T10:00:59.999Z");
    action("home", "2026-11-23T10:01:00Z");
    action("a\"b", "2026-11-23T11:00:30+01:00");
    action("home", "1999-01-01T00:00:00Z");
    action("home", "2026-11-23T10:00:01Z");

    assertThat(counts())
        .isEqualTo(
            Map.of(
                "home 2026-11-23T10:00:00Z", 3L,
                "home 2026-11-23T10:01:00Z", 1L,
                "a\"b 2026-11-23T10:00:00Z", 1L,
                "home 1999-01-01T00:00:00Z", 1L));
  }

  @Test
  void withoutAtTheTimestampOfTheRecordIsCounted() {
    topology.send("analyze.action", null, "{\"uuid\":\"u\",\"name\":\"home\"}");

    assertThat(counts()).isEqualTo(Map.of("home 2026-11-23T22:00:00Z", 1L));
  }

  @Test
  void whatIsNoActionIsNotCounted() {
    topology.send("analyze.action", null, "{\"name\":\"home\"}");

    assertThat(counts()).isEmpty();
  }

  private void action(String name, String at) {
    var action = Map.of("uuid", "u", "name", name, "at", at);
    topology.send("analyze.action", null, Json.encode(action), new RecordHeaders());
  }

  private Map<String, Long> counts() {
    var counts = new HashMap<String, Long>();
    for (var record : topology.records("analyze.action_counts")) {
      var count = Json.decode(record.value(), ActionCount.class);
      var key = PageMinute.read(record.key());
      assertThat(key).isEqualTo(new PageMinute(count.name(), count.minute()));
      counts.put(count.name() + " " + count.minute(), count.actions());
    }
    return counts;
  }
}
