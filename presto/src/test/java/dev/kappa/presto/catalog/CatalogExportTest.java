package dev.kappa.presto.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kappa.contracts.config.ConfigurationException;
import dev.kappa.contracts.config.KappaConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogExportTest {
  @TempDir Path folder;

  @Test
  void showsTheLocalStackByDefault() {
    var files = export(Map.of()).files();

    assertThat(files.get(Path.of("catalog/kafka.properties")))
        .isEqualTo(
            """
            connector.name=kafka
            kafka.nodes=127.0.0.1:9092
            kafka.table-description-supplier=FILE
            kafka.table-description-dir=/etc/trino/kafka
            kafka.table-names=sample.employees,sample.append_employees,analyze.action,\
            reference.page,analyze.enriched_action,analyze.action_counts,fulltext.register,kappa.dead_letters
            kafka.hide-internal-columns=false
            kafka.config.resources=/etc/trino/kafka/client.properties
            """);
    assertThat(files.get(Path.of("kafka/client.properties")))
        .isEqualTo("isolation.level=read_committed\n");
    assertThat(files.get(Path.of("catalog/cassandra.properties")))
        .isEqualTo(
            """
            connector.name=cassandra
            cassandra.contact-points=127.0.0.1
            cassandra.native-protocol-port=9042
            cassandra.load-policy.use-dc-aware=true
            cassandra.load-policy.dc-aware.local-dc=datacenter1
            cassandra.protocol-version=V5
            """);
    assertThat(files.get(Path.of("catalog/elasticsearch.properties")))
        .isEqualTo(
            """
            connector.name=elasticsearch
            elasticsearch.host=127.0.0.1
            elasticsearch.port=9200
            elasticsearch.default-schema-name=default
            elasticsearch.ignore-publish-address=true
            """);
    assertThat(files.get(Path.of("catalog/memory.properties")))
        .isEqualTo("connector.name=memory\n");
    assertThat(files).containsKey(Path.of("kafka/sample.employees.json"));
  }

  @Test
  void takesTheCatalogsThatSomebodyHasPutBesideTheExamples() throws IOException {
    var catalogs = Files.createDirectories(folder.resolve("presto/catalogs"));
    Files.writeString(catalogs.resolve("postgresql.properties"), "connector.name=postgresql\n");
    Files.writeString(catalogs.resolve("mysql.properties.example"), "connector.name=mysql\n");

    assertThat(export(Map.of()).files())
        .containsEntry(Path.of("catalog/postgresql.properties"), "connector.name=postgresql\n")
        .doesNotContainKey(Path.of("catalog/mysql.properties"));

    var etc = folder.resolve("etc");
    export(Map.of()).writeTo(etc);
    Files.delete(catalogs.resolve("postgresql.properties"));
    export(Map.of()).deleteOtherCatalogs(etc);
    assertThat(etc.resolve("catalog/postgresql.properties")).doesNotExist();
    assertThat(etc.resolve("catalog/kafka.properties")).exists();
  }

  @Test
  void showsTheServersThatAreConfigured() throws IOException {
    var client = Files.writeString(folder.resolve("client.properties"), "security.protocol=SSL\n");

    var files =
        export(
                Map.of(
                    "KAPPA_KAFKA_BOOTSTRAP_SERVERS", "k1:9092,k2:9092",
                    "KAPPA_KAFKA_CLIENT_CONFIG", client.toString(),
                    "KAPPA_CASSANDRA_CONTACT_POINTS", "c1:9142,c2:9142",
                    "KAPPA_CASSANDRA_LOCAL_DATACENTER", "west",
                    "KAPPA_ELASTICSEARCH_URL", "https://e1,https://e2",
                    "KAPPA_TOPIC_EMPLOYEES", "hr.people"))
            .files();

    assertThat(files.get(Path.of("catalog/kafka.properties")))
        .contains("kafka.nodes=k1:9092,k2:9092\n", "kafka.table-names=hr.people,");
    assertThat(files.get(Path.of("kafka/client.properties")))
        .isEqualTo("security.protocol=SSL\nisolation.level=read_committed\n");
    assertThat(files.get(Path.of("kafka/hr.people.json")))
        .contains("\"topicName\" : \"hr.people\"");
    assertThat(files.get(Path.of("catalog/cassandra.properties")))
        .contains("contact-points=c1,c2\n", "native-protocol-port=9142\n", "local-dc=west\n");
    assertThat(files.get(Path.of("catalog/elasticsearch.properties")))
        .contains("host=e1,e2\n", "port=443\n", "tls.enabled=true\n");
  }

  @Test
  void namesTheVariableOfAPasswordAndNeverThePassword() {
    var files =
        export(
                Map.of(
                    "KAPPA_CASSANDRA_USERNAME", "reader",
                    "KAPPA_CASSANDRA_PASSWORD", "sesame",
                    "KAPPA_ELASTICSEARCH_USERNAME", "finder",
                    "KAPPA_ELASTICSEARCH_PASSWORD", "sesame"))
            .files();

    assertThat(files.get(Path.of("catalog/cassandra.properties")))
        .contains(
            "cassandra.security=PASSWORD\n",
            "cassandra.username=reader\n",
            "cassandra.password=${ENV:KAPPA_CASSANDRA_PASSWORD}\n");
    assertThat(files.get(Path.of("catalog/elasticsearch.properties")))
        .contains(
            "elasticsearch.security=PASSWORD\n",
            "elasticsearch.auth.user=finder\n",
            "elasticsearch.auth.password=${ENV:KAPPA_ELASTICSEARCH_PASSWORD}\n");
    assertThat(files.values()).noneMatch(text -> text.contains("sesame"));
  }

  @Test
  void saysThatTheConnectorTakesOnePortForAllNodes() {
    assertThatThrownBy(() -> export(Map.of("KAPPA_CASSANDRA_CONTACT_POINTS", "a:1,b:2")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("cassandra.contact.points: ports [1, 2] differ");
  }

  @Test
  void writesItsFilesAgainOverThoseOfLastTime() throws IOException {
    export(Map.of("KAPPA_CASSANDRA_LOCAL_DATACENTER", "east")).writeTo(folder);
    var export = export(Map.of());

    var written = export.writeTo(folder);

    assertThat(written).hasSize(export.files().size());
    for (var file : export.files().entrySet()) {
      assertThat(folder.resolve(file.getKey())).hasContent(file.getValue());
    }
    try (var files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile)).hasSameSizeAs(written);
    }
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("kafka/client.properties"))))
        .isEqualTo("rw-------");
  }

  private CatalogExport export(Map<String, String> environment) {
    var config = KappaConfig.load(folder, new HashMap<>(environment));
    return new CatalogExport(config, Path.of("/etc/trino"));
  }
}
