package dev.kappa.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsReferenceTest {
  private static final Path ROOT = Path.of(System.getProperty("kappa.root", ".."));

  @Test
  void documentIsWhatTheCodeSays() throws IOException {
    var page = ROOT.resolve("docs/metrics.md");
    if (Boolean.getBoolean("kappa.docs.write")) {
      Files.writeString(page, MetricsReference.markdown(ROOT));
    }
    assertThat(Files.readString(page))
        .as("docs/metrics.md; -Dkappa.docs.write=true writes it anew")
        .isEqualTo(MetricsReference.markdown(ROOT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"monitor/prometheus/alerts.yaml", "monitor/grafana/kappa-dashboard.json"})
  void shippedFilesAskForMetricsThatExist(String file) throws IOException {
    var known = Arrays.stream(Metric.values()).map(Metric::shownName).toList();

    var used =
        Pattern.compile("kappa_[a-z_]+")
            .matcher(Files.readString(ROOT.resolve(file)))
            .results()
            .map(match -> match.group())
            .toList();

    assertThat(used).isNotEmpty().isSubsetOf(known);
  }
}
