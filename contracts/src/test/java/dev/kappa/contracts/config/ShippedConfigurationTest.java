package dev.kappa.contracts.config;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShippedConfigurationTest {
  @Test
  void theExampleInTheProjectsFolderIsValid() {
    var root = Path.of(System.getProperty("kappa.root"));

    assertThatCode(() -> KappaConfig.load(root, Map.of("KAPPA_CONFIG", "kappa.properties.example")))
        .doesNotThrowAnyException();
  }
}
