package dev.kappa.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  @Test
  void aRatioIsTheMedianOfTheRoundsRatios() {
    var comparison =
        new Comparison(
            "stage",
            "floor",
            List.of(Promise.rateAtLeast(0.5)),
            samples(100, 400, 900),
            samples(200, 1_000, 1_000));
    assertThat(comparison.text()).contains("0.50 [0.40 … 0.90]");
    assertThat(comparison.holds()).isTrue();
  }

  @Test
  void oneBrokenPromiseIsEnough() {
    var comparison =
        new Comparison(
            "stage",
            "floor",
            List.of(Promise.rateAtLeast(0.5), Promise.clientCpuAtMost(0.9), Promise.cpuTold()),
            samples(1_000),
            samples(1_000));
    assertThat(comparison.holds()).isFalse();
    assertThat(comparison.text()).contains("at least 0.50, which holds").contains("does NOT hold");
  }

  @Test
  void aPlotNamesEveryStageAndIsWellFormed() throws Exception {
    var comparison =
        new Comparison("a <b> & c", "floor", List.of(Promise.cpuTold()), samples(10), samples(20));
    var json = Json.decode(Json.encode(comparison.json()), JsonNode.class);
    var svg = Plot.of(List.of(json));
    assertThat(svg).contains("a &lt;b> &amp; c").contains("floor: floor");
    var parsed =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertThat(parsed.getDocumentElement().getTagName()).isEqualTo("svg");
  }

  /** A second each, so many records. */
  private static List<Sample> samples(long... records) {
    return Arrays.stream(records)
        .mapToObj(
            count ->
                new Sample(
                    count,
                    count * 100,
                    Duration.ofSeconds(1),
                    new Use(Duration.ofMillis(100), 1 << 20),
                    Map.of("kafka", new Use(Duration.ofMillis(10), 1 << 20))))
        .toList();
  }
}
