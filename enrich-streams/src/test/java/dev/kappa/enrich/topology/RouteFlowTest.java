package dev.kappa.enrich.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.contracts.DeadLetter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteFlowTest {
  private static final String CEO = "{\"Designation\":\"CEO\",\"Interests\":\"a\"}";
  private static final String CLERK = "{\"Designation\":\"Clerk\",\"Interests\":\"a\"}";
  private static final String APPENDED = "a,Developers Summit";

  @TempDir private Path folder;
  private TopologyFixture topology;

  @AfterEach
  void close() {
    topology.close();
  }

  @Test
  void copiesEachRecordToTheTopicOfItsValueBesideTheMainOutput() {
    topology =
        TopologyFixture.enricher(
            folder,
            Map.of(
                "flows", "append",
                "route.sample.append_employees.Designation", "CEO:leads,Manager:leads,*:staff"));

    topology.send("sample.employees", null, CEO);
    topology.send("sample.employees", null, CLERK);
    topology.send("sample.employees", null, "{}");

    assertThat(topology.values("sample.append_employees")).hasSize(3);
    assertThat(topology.values("leads")).containsExactly(CEO.replace("a\"}", APPENDED + "\"}"));
    assertThat(topology.values("staff"))
        .containsExactly(
            CLERK.replace("a\"}", APPENDED + "\"}"), "{\"Interests\":\"Developers Summit\"}");
  }

  @Test
  void aRecordOfNoRouteIsNotCopied() {
    topology =
        TopologyFixture.enricher(
            folder, Map.of("flows", "none", "route.in.flag", "true:yes,7:seven,null:never"));

    topology.send("in", null, "{\"flag\":true}");
    topology.send("in", null, "{\"flag\":7}");
    topology.send("in", null, "{\"flag\":null}");
    topology.send("in", null, "{\"flag\":[true]}");

    assertThat(topology.values("yes")).containsExactly("{\"flag\":true}");
    assertThat(topology.values("seven")).containsExactly("{\"flag\":7}");
    assertThat(topology.values("never")).isEmpty();
    assertThat(topology.deadLetters()).isEmpty();
  }

  @Test
  void aRecordThatOneFlowRejectsIsADeadLetterAndNothingElse() {
    topology =
        TopologyFixture.enricher(
            folder, Map.of("flows", "append", "route.sample.employees.Designation", "*:all"));

    topology.send("sample.employees", null, "{\"Interests\":7}");

    assertThat(topology.values("sample.append_employees")).isEmpty();
    assertThat(topology.values("all")).isEmpty();
    assertThat(topology.deadLetters()).extracting(DeadLetter::reason).containsExactly("wrong-type");
  }
}
