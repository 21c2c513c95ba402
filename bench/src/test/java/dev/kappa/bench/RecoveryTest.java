package dev.kappa.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Test
  void oneOutageThatIsTooLongBreaksThePromise() {
    assertThat(recovery(outages(3, 4, 9), LIMIT).holds()).isTrue();
    assertThat(recovery(outages(3, 4, 10), LIMIT).holds()).isFalse();
    assertThat(recovery(outages(3, 4, 10), null).holds()).isTrue();
  }

  @Test
  void timesAreToldWithTheirSpread() {
    var recovery = recovery(outages(3, 9, 4), LIMIT);
    assertThat(recovery.text())
        .contains("4.0 [3.0 … 9.0]", "8.0 [6.0 … 18.0]", "a first new event within 10 s")
        .doesNotContain("floor ");
    var json = Json.decode(Json.encode(recovery.json()), JsonNode.class);
    assertThat(json.at("/outages/caught_up_seconds/max").asDouble()).isEqualTo(18);
    assertThat(json.path("holds").asBoolean()).isTrue();
  }

  private static Recovery recovery(List<Outage> outages, Duration limit) {
    return new Recovery("program", 1_000, outages, "", List.of(), limit);
  }

  /** First records after so many seconds, and all after twice as many. */
  private static List<Outage> outages(long... seconds) {
    return Arrays.stream(seconds)
        .mapToObj(
            n ->
                new Outage(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(n),
                    Duration.ofSeconds(2 * n),
                    100,
                    10_000))
        .toList();
  }
}
