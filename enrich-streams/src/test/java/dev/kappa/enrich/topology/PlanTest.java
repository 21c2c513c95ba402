package dev.kappa.enrich.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.enrich.json.AppendValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final AppendValue VALUE = new AppendValue("f", "v");

  @Test
  void takesTheRecordsOfATopicThatItWritesWhereTheyAreWritten() {
    var plan =
        new Plan(
            List.of(
                new RouteFlow("b", "f", Map.of(), Optional.of("c")),
                new AppendFlow("a", "b", VALUE)));

    assertThat(plan.sources()).containsExactly("a");
    assertThat(plan.targets()).containsExactly("b", "c");
  }

  @Test
  void refusesFlowsThatGoRound() {
    assertThat(
            Plan.problems(
                List.of(new AppendFlow("a", "b", VALUE), new AppendFlow("b", "a", VALUE))))
        .hasSize(2);
    assertThat(Plan.problems(List.of(new AppendFlow("a", "a", VALUE)))).hasSize(1);
  }

  @Test
  void refusesATopicThatIsBothStreamAndTable() {
    assertThat(
            Plan.problems(
                List.of(
                    new AppendFlow("pages", "b", VALUE), new EnrichActionsFlow("a", "pages", "c"))))
        .containsExactly("the topic pages is a stream and a table");
  }
}
