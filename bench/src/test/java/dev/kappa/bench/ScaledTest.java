package dev.kappa.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScaledTest {
  @Test
  void whatGrowsFasterThanTheSizeIsNamed() {
    var scaled = scaled(Map.entry(1_000L, 1), Map.entry(2_000L, 2), Map.entry(4_000L, 7));
    assertThat(lines(scaled.text(), "1,000")).doesNotContain("worse");
    assertThat(lines(scaled.text(), "2,000")).doesNotContain("worse");
    assertThat(lines(scaled.text(), "4,000")).contains("worse than linear: time, CPU");
    var json = Json.decode(Json.encode(scaled.json()), JsonNode.class);
    assertThat(json.at("/sizes/2/worse_than_linear/0").asText()).isEqualTo("time");
    assertThat(json.at("/sizes/1/worse_than_linear")).isEmpty();
  }

  @Test
  void aSizeStandsBesideTheSmallest() {
    var scaled = scaled(Map.entry(2L, 10), Map.entry(8L, 15));
    assertThat(lines(scaled.text(), "8")).contains("4.0", "15.00", "1.5");
  }

  private static String lines(String text, String size) {
    return String.join(
        "\n", text.lines().filter(line -> line.strip().startsWith(size + " ")).toList());
  }

  /** So many seconds for each size, and half as much CPU time. */
  @SafeVarargs
  private static Scaled scaled(Map.Entry<Long, Integer>... secondsBySize) {
    var samples = new LinkedHashMap<Long, List<Sample>>();
    for (var one : secondsBySize) {
      var cpu = Duration.ofMillis(500L * one.getValue());
      samples.put(
          one.getKey(),
          List.of(
              new Sample(
                  one.getKey(),
                  100 * one.getKey(),
                  Duration.ofSeconds(one.getValue()),
                  new Use(cpu, 1 << 20),
                  Map.of())));
    }
    return new Scaled("stage", Scale.EVENTS, samples);
  }
}
