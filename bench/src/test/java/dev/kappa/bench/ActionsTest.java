package dev.kappa.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActionsTest {
  private static final long SEED = 7;

  @ParameterizedTest
  @ValueSource(ints = {275, 300, 2_000})
  void recordsAreAsLongAsTheyShouldBe(int bytes) {
    var actions = new Actions(SEED, 1_000, 1.0, bytes, 5_000);
    var sequence = actions.sequence();
    for (int i = 0; i < 1_000; i++) {
      assertThat(actions.json(sequence.next())).hasSize(bytes);
    }
  }

  @Test
  void theShortestRecordsHaveWhatJobsRead() {
    var actions = new Actions(SEED, 1_000, 1.0, 100, 5_000);
    var made = actions.sequence().next();
    var json = Json.decode(actions.json(made), JsonNode.class);
    assertThat(actions.json(made).length).isBetween(100, 140);
    assertThat(json.path("name").asText()).isEqualTo(made.pageName());
    assertThat(json.path("user").asText()).isEqualTo(made.userName());
    assertThat(json.path("at").asText()).isEqualTo(made.at().toString());
    assertThat(json.path("category").asText()).isEqualTo(made.category());
  }

  @Test
  void noTwoActionsHaveTheSameUuid() {
    var actions = new Actions(SEED, 10, 0, 275, 5_000);
    var sequence = actions.sequence();
    var uuids = new HashSet<String>();
    for (int i = 0; i < 20_000; i++) {
      uuids.add(Json.decode(actions.json(sequence.next()), JsonNode.class).path("uuid").asText());
    }
    assertThat(uuids).hasSize(20_000);
  }

  @Test
  void aboutOneInTwentyIsOutOfOrder() {
    var sequence = new Actions(SEED, 10, 0, 275, 5_000).sequence();
    long outOfOrder = 0;
    var latest = Actions.START;
    for (int i = 0; i < 1_000_000; i++) {
      var at = sequence.next().at();
      if (at.isBefore(latest)) {
        outOfOrder++;
      } else {
        latest = at;
      }
    }
    assertThat(outOfOrder).isBetween(48_000L, 52_000L);
  }
}
