package dev.kappa.connect;

import dev.kappa.connect.sink.ObsoleteSettings;
import dev.kappa.connect.sink.SinkConfig;
import dev.kappa.connect.sink.SinkSettings;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Indexes the records of topics in Elasticsearch: at least once, with ids and versions that make a
 * redelivery harmless, so that the index ends up as if every record had been delivered once.
 */
public final class ElasticsearchSinkConnector extends SinkConnector {
  private static final Logger log = LoggerFactory.getLogger(ElasticsearchSinkConnector.class);

  private Map<String, String> properties = Map.of();

  @Override
  public String version() {
    return PluginVersion.get();
  }

  @Override
  public void start(Map<String, String> props) {
    SinkConfig.of(props);
    ObsoleteSettings.warning(props).ifPresent(log::warn);
    properties = Map.copyOf(props);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return ElasticsearchSinkTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return Collections.nCopies(maxTasks, properties);
  }

  @Override
  public void stop() {
    // nothing runs outside the tasks
  }

  @Override
  public ConfigDef config() {
    return SinkSettings.definition();
  }

  /** Adds what the definition of single settings cannot say, so that it is said before a start. */
  @Override
  public Config validate(Map<String, String> connectorConfigs) {
    var config = super.validate(connectorConfigs);
    if (config.configValues().stream().allMatch(value -> value.errorMessages().isEmpty())) {
      try {
        SinkConfig.of(connectorConfigs);
      } catch (ConfigException e) {
        config.configValues().stream()
            .filter(value -> value.name().equals("connection.url"))
            .forEach(value -> value.addErrorMessage(e.getMessage()));
      }
    }
    return config;
  }
}
