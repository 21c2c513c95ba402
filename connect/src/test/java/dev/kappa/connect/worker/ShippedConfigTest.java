package dev.kappa.connect.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kappa.connect.ElasticsearchSinkConnector;
import dev.kappa.connect.sink.SinkConfig;
import dev.kappa.contracts.config.ConfigurationException;
import dev.kappa.contracts.config.KappaConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in {@code connect/config/} works as it stands. */
class ShippedConfigTest {
  private static final Path ROOT = Path.of(System.getProperty("kappa.root"));
  private static final Path FOLDER = ROOT.resolve("connect").resolve("config");

  @Test
  void sinkIsAcceptedByTheConnector(@TempDir Path root) {
    var config =
        KappaConfig.load(root, Map.of("KAPPA_ELASTICSEARCH_URL", "http://one:1,http://two:2"));
    var sinks = ConnectorFile.readAll(FOLDER, ConnectorValues.of(config));
    assertThat(sinks).extracting(ConnectorFile::name).containsExactly("elasticsearch-sink");

    var settings = sinks.get(0).settings();
    assertThat(settings)
        .containsEntry(
            "topics", "sample.append_employees,analyze.enriched_action,fulltext.register")
        .containsEntry("connection.url", "http://one:1,http://two:2")
        .doesNotContainKeys("connection.username", "connection.password");
    assertThat(new ElasticsearchSinkConnector().validate(settings).configValues())
        .allSatisfy(value -> assertThat(value.errorMessages()).isEmpty());
    assertThat(SinkConfig.of(settings).templates())
        .containsOnlyKeys(
            "sample.append_employees", "analyze.enriched_action", "fulltext.register");
  }

  @Test
  void workersFindThePlugin() throws IOException {
    for (var name : new String[] {"connect-distributed", "connect-standalone"}) {
      var properties = new Properties();
      try (var reader = Files.newBufferedReader(FOLDER.resolve(name + ".properties"))) {
        properties.load(reader);
      }
      assertThat(properties)
          .containsEntry("plugin.path", "connect/target/plugin")
          .containsEntry("plugin.discovery", "service_load")
          .containsKeys("bootstrap.servers", "key.converter", "value.converter");
    }
  }

  @Test
  void saysWhatIsWrongWithAFile(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("bad.properties"), "url=${kappa:nothing}\n");
    assertThatThrownBy(() -> ConnectorFile.read(file, Map.of("some", "value")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("${kappa:nothing}")
        .hasMessageContaining("no name")
        .hasMessageContaining("no connector.class");
  }

  @Test
  void leavesTheWorkersOwnPlaceholdersAlone(@TempDir Path folder) throws IOException {
    var file =
        Files.writeString(
            folder.resolve("c.properties"),
            "name=n\nconnector.class=c\nconnection.password=${env:PASSWORD}\nx=${kappa:a$b}\n");
    assertThat(ConnectorFile.read(file, Map.of("a$b", "\\$1")).settings())
        .containsEntry("connection.password", "${env:PASSWORD}")
        .containsEntry("x", "\\$1");
  }
}
