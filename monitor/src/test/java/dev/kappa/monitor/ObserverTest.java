package dev.kappa.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.contracts.config.KappaConfig;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObserverTest {
  @Test
  void theFlowIsThereBeforeAnythingWasSeenOfIt(@TempDir Path nowhere) {
    try (var observer = new Observer(KappaConfig.load(nowhere, Map.of()))) {
      var picture = observer.picture();

      assertThat(picture.topics())
          .hasSize(7)
          .allSatisfy(topic -> assertThat(topic.records()).isEqualTo(-1));
      assertThat(picture.stages())
          .singleElement()
          .satisfies(
              enricher -> {
                assertThat(enricher.name()).isEqualTo("enrich");
                assertThat(enricher.state()).isEqualTo(Stage.State.UNKNOWN);
                assertThat(enricher.hint()).contains("./kappa status");
              });
      assertThat(MetricsText.of(picture))
          .as("no counter begins at nothing because nobody could look")
          .doesNotContain("kappa_topic_records_total", "kappa_records_total", "kappa_lag_records")
          .contains("kappa_stage_up{stage=\"enrich\",kind=\"enricher\"} 0");
    }
  }
}
