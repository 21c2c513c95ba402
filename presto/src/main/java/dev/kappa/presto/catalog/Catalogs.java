package dev.kappa.presto.catalog;

import dev.kappa.contracts.config.ConfigurationException;
import dev.kappa.contracts.config.KappaConfig;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The catalogs that show Kafka, Cassandra and Elasticsearch as they are configured.
 *
 * <p>Passwords are never written: where a login is configured, the catalog names the environment
 * variable that Trino's server must be given.
 */
public final class Catalogs {
  static final String CASSANDRA_PASSWORD = "KAPPA_CASSANDRA_PASSWORD";
  static final String ELASTICSEARCH_PASSWORD = "KAPPA_ELASTICSEARCH_PASSWORD";

  private Catalogs() {}

  /**
   * Topics as tables, committed records only.
   *
   * @param descriptions where the table descriptions will be on Trino's machines
   * @param clientProperties where the settings of Kafka's client will be on Trino's machines
   */
  static Catalog kafka(
      KappaConfig config, List<TableDescription> tables, Path descriptions, Path clientProperties) {
    var properties = new LinkedHashMap<String, String>();
    properties.put("connector.name", "kafka");
    properties.put("kafka.nodes", config.kafka().bootstrapServers());
    properties.put("kafka.table-description-supplier", "FILE");
    properties.put("kafka.table-description-dir", descriptions.toString());
    properties.put(
        "kafka.table-names",
        tables.stream().map(table -> table.name().toString()).collect(Collectors.joining(",")));
    properties.put("kafka.hide-internal-columns", "false");
    properties.put("kafka.config.resources", clientProperties.toString());
    return new Catalog("kafka", properties);
  }

  /** What the connector hands to Kafka's client beside its own settings. */
  static Map<String, String> kafkaClient(KappaConfig config) {
    var properties = new LinkedHashMap<String, String>();
    config.kafka().clientProperties().entrySet().stream()
        .filter(property -> !property.getKey().equals("bootstrap.servers"))
        .sorted(Map.Entry.comparingByKey())
        .forEach(property -> properties.put(property.getKey(), property.getValue()));
    properties.put("isolation.level", "read_committed");
    return properties;
  }

  static Catalog cassandra(KappaConfig config) {
    var cassandra = config.cassandra();
    var properties = new LinkedHashMap<String, String>();
    properties.put("connector.name", "cassandra");
    properties.put(
        "cassandra.contact-points",
        cassandra.contactPoints().stream()
            .map(InetSocketAddress::getHostString)
            .collect(Collectors.joining(",")));
    properties.put(
        "cassandra.native-protocol-port",
        onePort(
            "cassandra.contact.points",
            cassandra.contactPoints().stream().map(InetSocketAddress::getPort).toList()));
    properties.put("cassandra.load-policy.use-dc-aware", "true");
    properties.put("cassandra.load-policy.dc-aware.local-dc", cassandra.localDatacenter());
    properties.put("cassandra.protocol-version", "V5");
    if (!cassandra.username().isEmpty()) {
      properties.put("cassandra.security", "PASSWORD");
      properties.put("cassandra.username", cassandra.username());
      properties.put("cassandra.password", variable(CASSANDRA_PASSWORD));
    }
    return new Catalog("cassandra", properties);
  }

  static Catalog elasticsearch(KappaConfig config) {
    var elasticsearch = config.elasticsearch();
    var urls = elasticsearch.urls();
    var properties = new LinkedHashMap<String, String>();
    properties.put("connector.name", "elasticsearch");
    properties.put(
        "elasticsearch.host", urls.stream().map(URI::getHost).collect(Collectors.joining(",")));
    properties.put(
        "elasticsearch.port",
        onePort("elasticsearch.url", urls.stream().map(Catalogs::port).toList()));
    properties.put("elasticsearch.default-schema-name", "default");
    // The published address may be one that only the nodes themselves can reach.
    properties.put("elasticsearch.ignore-publish-address", "true");
    if (urls.stream().anyMatch(url -> url.getScheme().equals("https"))) {
      properties.put("elasticsearch.tls.enabled", "true");
    }
    if (!elasticsearch.username().isEmpty()) {
      properties.put("elasticsearch.security", "PASSWORD");
      properties.put("elasticsearch.auth.user", elasticsearch.username());
      properties.put("elasticsearch.auth.password", variable(ELASTICSEARCH_PASSWORD));
    }
    return new Catalog("elasticsearch", properties);
  }

  /** Tables that live as long as the server: for results that a session wants to keep at hand. */
  static Catalog memory() {
    return new Catalog("memory", Map.of("connector.name", "memory"));
  }

  private static int port(URI url) {
    if (url.getPort() != -1) {
      return url.getPort();
    }
    return url.getScheme().equals("https") ? 443 : 80;
  }

  private static String onePort(String key, List<Integer> ports) {
    if (ports.stream().distinct().count() > 1) {
      throw new ConfigurationException(
          List.of(
              "%s: ports %s differ, but Trino's connector takes one port for all nodes"
                  .formatted(key, ports)));
    }
    return ports.get(0).toString();
  }

  private static String variable(String name) {
    return "${ENV:" + name + "}";
  }
}
