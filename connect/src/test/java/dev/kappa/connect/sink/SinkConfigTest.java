package dev.kappa.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kappa.connect.elastic.ElasticsearchConnection;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class SinkConfigTest {
  @Test
  void hasDefaults() {
    var config = SinkConfig.of(Map.of("connection.url", "http://search:9200"));
    assertThat(config)
        .isEqualTo(
            new SinkConfig(
                "elasticsearch-sink",
                new ElasticsearchConnection(
                    List.of(URI.create("http://search:9200")),
                    "",
                    "",
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(30),
                    false,
                    Optional.empty()),
                new DocumentRules(
                    false,
                    Set.of(),
                    NullValues.DELETE,
                    WriteMethod.INSERT,
                    "",
                    true,
                    new IndexNames(Map.of())),
                false,
                MalformedDocuments.DEAD_LETTER,
                false,
                Map.of(),
                new SinkConfig.DeadLetterSettings("", "connect", Map.of()),
                new SinkConfig.Batching(
                    2_000, 5L * 1024 * 1024, Duration.ofMillis(10), 2, 20_000, 64L * 1024 * 1024),
                new RetryPolicy(Duration.ofMillis(100), Duration.ofSeconds(10), -1),
                Duration.ofSeconds(4)));
  }

  @Test
  void readsEverySetting() {
    var properties = new HashMap<String, String>();
    properties.put("name", "mine");
    properties.put("connection.url", "http://one:9200, https://two:9201");
    properties.put("connection.username", "user");
    properties.put("connection.password", "secret");
    properties.put("connection.compression", "true");
    properties.put("connection.timeout.ms", "1");
    properties.put("read.timeout.ms", "2");
    properties.put("key.ignore", "true");
    properties.put("topic.key.ignore", "keyless");
    properties.put("write.method", "UPSERT");
    properties.put("external.version.header", "version");
    properties.put("schema.ignore", "true");
    properties.put("compact.map.entries", "false");
    properties.put("drop.invalid.message", "true");
    properties.put("behavior.on.null.values", "ignore");
    properties.put("behavior.on.malformed.documents", "WARN");
    properties.put("topic.index.map", "a:b,c:d");
    properties.put("index.templates", "b:fulltext");
    properties.put("dead.letters.topic", "dead");
    properties.put("dead.letters.stage", "search");
    properties.put("dead.letters.producer.bootstrap.servers", "kafka:9092");
    properties.put("dead.letters.producer.security.protocol", "SSL");
    properties.put("batch.size", "3");
    properties.put("bulk.size.bytes", "4");
    properties.put("linger.ms", "5");
    properties.put("max.in.flight.requests", "6");
    properties.put("max.buffered.records", "7");
    properties.put("max.buffered.bytes", "8");
    properties.put("max.retries", "8");
    properties.put("retry.backoff.ms", "9");
    properties.put("retry.backoff.max.ms", "10");
    properties.put("flush.timeout.ms", "11");
    assertThat(SinkConfig.of(properties))
        .isEqualTo(
            new SinkConfig(
                "mine",
                new ElasticsearchConnection(
                    List.of(URI.create("http://one:9200"), URI.create("https://two:9201")),
                    "user",
                    "secret",
                    Duration.ofMillis(1),
                    Duration.ofMillis(2),
                    true,
                    Optional.empty()),
                new DocumentRules(
                    true,
                    Set.of("keyless"),
                    NullValues.IGNORE,
                    WriteMethod.UPSERT,
                    "version",
                    false,
                    new IndexNames(Map.of("a", "b", "c", "d"))),
                true,
                MalformedDocuments.WARN,
                true,
                Map.of("b", Templates.read("fulltext")),
                new SinkConfig.DeadLetterSettings(
                    "dead",
                    "search",
                    Map.of("bootstrap.servers", "kafka:9092", "security.protocol", "SSL")),
                new SinkConfig.Batching(3, 4, Duration.ofMillis(5), 6, 7, 8),
                new RetryPolicy(Duration.ofMillis(9), Duration.ofMillis(10), 8),
                Duration.ofMillis(11)));
  }

  @Test
  void saysEverythingThatIsWrongAtOnce() {
    assertThatThrownBy(
            () ->
                SinkConfig.of(
                    Map.of(
                        "connection.url", "search:9200",
                        "topic.index.map", "a",
                        "index.templates", "a:nothing",
                        "dead.letters.topic", "dead",
                        "retry.backoff.max.ms", "1")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("'search:9200' is not an address")
        .hasMessageContaining("'a' is not NAME:VALUE")
        .hasMessageContaining("no template 'nothing'")
        .hasMessageContaining("dead.letters.producer.bootstrap.servers is not")
        .hasMessageContaining("retry.backoff.max.ms is below");
  }

  @Test
  void saysWhichStoreCannotBeRead() {
    assertThatThrownBy(
            () ->
                SinkConfig.of(
                    Map.of(
                        "connection.url", "https://search:9200",
                        "elastic.security.protocol", "SSL",
                        "elastic.https.ssl.truststore.location", "/no/such/store")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("elastic.https.")
        .hasMessageContaining("/no/such/store");
  }

  @Test
  void namesSettingsThatMeanNothingHere() {
    assertThat(
            ObsoleteSettings.warning(
                Map.of(
                    "type.name", "kafka-connect",
                    "internal.key.converter.schemas.enable", "false",
                    "topics", "t")))
        .contains(
            "these settings mean nothing here, and can go: internal.key.converter.schemas.enable,"
                + " type.name");
    assertThat(ObsoleteSettings.warning(Map.of("topics", "t"))).isEmpty();
  }

  @Test
  void neverShowsAPassword() {
    var config =
        SinkConfig.of(
            Map.of(
                "connection.url", "http://search:9200",
                "connection.username", "user",
                "connection.password", "hunter2",
                "dead.letters.topic", "dead",
                "dead.letters.producer.bootstrap.servers", "kafka:9092",
                "dead.letters.producer.sasl.jaas.config", "hunter3"));
    assertThat(config.toString()).doesNotContain("hunter");
  }
}
