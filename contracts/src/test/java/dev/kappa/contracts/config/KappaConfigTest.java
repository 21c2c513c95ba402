package dev.kappa.contracts.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kappa.contracts.Topics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KappaConfigTest {
  @TempDir private Path root;

  @Test
  void pointsAtTheLocalStackByDefault() {
    var config = KappaConfig.load(root, Map.of());

    assertThat(config.kafka().bootstrapServers()).isEqualTo("127.0.0.1:9092");
    assertThat(config.kafka().clientProperties())
        .containsExactly(Map.entry("bootstrap.servers", "127.0.0.1:9092"));
    assertThat(config.cassandra())
        .isEqualTo(
            new KappaConfig.Cassandra(
                List.of(InetSocketAddress.createUnresolved("127.0.0.1", 9042)),
                "datacenter1",
                "kappa",
                "{'class': 'SimpleStrategy', 'replication_factor': 1}",
                "",
                ""));
    assertThat(config.elasticsearch().urls()).containsExactly(URI.create("http://127.0.0.1:9200"));
    assertThat(config.connectUrl()).isEqualTo(URI.create("http://127.0.0.1:8083"));
    assertThat(config.trino())
        .isEqualTo(new KappaConfig.Trino(URI.create("http://127.0.0.1:8080"), "kappa", ""));
    assertThat(config.topics())
        .isEqualTo(
            new Topics(
                "sample.employees",
                "sample.append_employees",
                "analyze.action",
                "reference.page",
                "analyze.enriched_action",
                "analyze.action_counts",
                "fulltext.register",
                "kappa.dead_letters"));
    assertThat(config.topicDefaults()).isEqualTo(new KappaConfig.TopicDefaults(4, 1));
    assertThat(config.jobs())
        .isEqualTo(
            new KappaConfig.Jobs(
                root.resolve(".kappa/data/checkpoints").toUri(),
                Duration.ofHours(1),
                Duration.ofMinutes(10),
                0,
                1_000_000));
    assertThat(config.stack().dir()).isEqualTo(root.resolve(".kappa"));
    assertThat(config.stack().ports())
        .isEqualTo(new Ports(9092, 9093, 9404, 8083, 9405, 9042, 7000, 9200, 9300, 8080, 8070));
  }

  @Test
  void everySettingCanBeGivenInTheFile() throws IOException {
    Files.writeString(root.resolve("clients.properties"), "security.protocol=SSL\n");
    Files.writeString(
        root.resolve("kappa.properties"),
        """
        kafka.bootstrap.servers=k1:9092,k2:9092
        kafka.client.config=clients.properties
        cassandra.contact.points=c1:9042,c2:9043
        cassandra.local.datacenter=west
        cassandra.keyspace=analytics
        cassandra.replication={'class': 'NetworkTopologyStrategy', 'west': 3}
        cassandra.username=ann
        cassandra.password=secret1
        elasticsearch.url=https://e1:9200,https://e2:9200
        elasticsearch.username=eve
        elasticsearch.password=secret2
        connect.url=http://connect:8083
        trino.url=https://trino:8443
        trino.user=tom
        trino.password=secret3
        topic.employees=a
        topic.append_employees=b
        topic.actions=c
        topic.pages=d
        topic.enriched_actions=e
        topic.action_counts=f
        topic.fulltext=g
        topic.dead_letters=h
        topic.partitions=12
        topic.replication.factor=3
        jobs.checkpoint.dir=s3a://bucket/checkpoints
        jobs.watermark=PT10M
        jobs.future.bound=PT2M
        jobs.shuffle.partitions=16
        jobs.max.batch.records=250000
        stack.dir=/var/lib/kappa
        stack.kafka.port=1
        stack.kafka.controller.port=2
        stack.kafka.metrics.port=3
        stack.connect.port=4
        stack.connect.metrics.port=5
        stack.cassandra.port=6
        stack.cassandra.storage.port=7
        stack.elasticsearch.port=8
        stack.elasticsearch.transport.port=9
        stack.trino.port=10
        stack.monitor.port=11
        """);

    var config = KappaConfig.load(root, Map.of());

    assertThat(config.kafka().clientProperties())
        .isEqualTo(Map.of("bootstrap.servers", "k1:9092,k2:9092", "security.protocol", "SSL"));
    assertThat(config.cassandra())
        .isEqualTo(
            new KappaConfig.Cassandra(
                List.of(
                    InetSocketAddress.createUnresolved("c1", 9042),
                    InetSocketAddress.createUnresolved("c2", 9043)),
                "west",
                "analytics",
                "{'class': 'NetworkTopologyStrategy', 'west': 3}",
                "ann",
                "secret1"));
    assertThat(config.elasticsearch())
        .isEqualTo(
            new KappaConfig.Elasticsearch(
                List.of(URI.create("https://e1:9200"), URI.create("https://e2:9200")),
                "eve",
                "secret2"));
    assertThat(config.connectUrl()).isEqualTo(URI.create("http://connect:8083"));
    assertThat(config.trino())
        .isEqualTo(new KappaConfig.Trino(URI.create("https://trino:8443"), "tom", "secret3"));
    assertThat(config.topics()).isEqualTo(new Topics("a", "b", "c", "d", "e", "f", "g", "h"));
    assertThat(config.topicDefaults()).isEqualTo(new KappaConfig.TopicDefaults(12, 3));
    assertThat(config.jobs())
        .isEqualTo(
            new KappaConfig.Jobs(
                URI.create("s3a://bucket/checkpoints"),
                Duration.ofMinutes(10),
                Duration.ofMinutes(2),
                16,
                250_000));
    assertThat(config.stack())
        .isEqualTo(
            new KappaConfig.Stack(
                Path.of("/var/lib/kappa"), new Ports(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)));
    assertThat(config.toString()).doesNotContain("secret");
  }

  @Test
  void anEnvironmentVariableWinsOverTheFile() throws IOException {
    Files.writeString(root.resolve("kappa.properties"), "stack.kafka.port=19092\n");

    var config = KappaConfig.load(root, Map.of("KAPPA_STACK_KAFKA_PORT", "29092", "PATH", "/bin"));

    assertThat(config.kafka().bootstrapServers()).isEqualTo("127.0.0.1:29092");
  }

  @Test
  void everyProblemIsReportedAtOnce() throws IOException {
    Files.writeString(
        root.resolve("kappa.properties"),
        """
        stack.kafka.port=nine
        elasticsearch.url=localhost:9200
        kafka.bootstrap.server=localhost:9092
        cassandra.keyspace=Not-A-Keyspace
        cassandra.replication=three
        jobs.watermark=1 hour
        """);

    var thrown =
        catchThrowableOfType(
            ConfigurationException.class,
            () -> KappaConfig.load(root, Map.of("KAPPA_TOPIC_EMPLOYES", "x")));

    assertThat(thrown.problems())
        .hasSize(7)
        .anyMatch(p -> p.startsWith("elasticsearch.url") && p.contains("localhost:9200"))
        .anyMatch(p -> p.startsWith("stack.kafka.port") && p.contains("nine"))
        .anyMatch(p -> p.startsWith("kafka.bootstrap.server in") && p.contains("no such setting"))
        .anyMatch(p -> p.startsWith("cassandra.keyspace") && p.contains("Not-A-Keyspace"))
        .anyMatch(p -> p.startsWith("cassandra.replication") && p.contains("three"))
        .anyMatch(p -> p.startsWith("jobs.watermark") && p.contains("1 hour"))
        .anyMatch(p -> p.startsWith("environment variable KAPPA_TOPIC_EMPLOYES"));
  }

  @Test
  void aPasswordIsNeverSentInTheClear() {
    assertThatThrownBy(() -> KappaConfig.load(root, Map.of("KAPPA_TRINO_PASSWORD", "secret")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("trino.password: a password is sent over https only")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aFileThatIsNamedMustExist() {
    assertThatThrownBy(() -> KappaConfig.load(root, Map.of("KAPPA_CONFIG", "nowhere.properties")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("nowhere.properties");
  }

  @Test
  void saysWhereAValueCameFromAndMasksSecrets() throws IOException {
    Files.writeString(root.resolve("kappa.properties"), "cassandra.password=secret\n");

    var settings =
        KappaConfig.describe(root, Map.of("KAPPA_KAFKA_BOOTSTRAP_SERVERS", "broker:9092"));

    assertThat(settings)
        .filteredOn(s -> s.key().equals("cassandra.password"))
        .singleElement()
        .satisfies(
            s -> {
              assertThat(s.value()).isEqualTo("********");
              assertThat(s.origin()).hasToString(root.resolve("kappa.properties").toString());
            });
    assertThat(settings)
        .filteredOn(s -> s.key().equals("kafka.bootstrap.servers"))
        .singleElement()
        .satisfies(
            s -> {
              assertThat(s.value()).isEqualTo("broker:9092");
              assertThat(s.origin())
                  .hasToString("environment variable KAPPA_KAFKA_BOOTSTRAP_SERVERS");
            });
    assertThat(settings)
        .filteredOn(s -> s.key().equals("trino.url"))
        .singleElement()
        .satisfies(s -> assertThat(s.value()).isEqualTo("http://127.0.0.1:8080"));
  }
}
