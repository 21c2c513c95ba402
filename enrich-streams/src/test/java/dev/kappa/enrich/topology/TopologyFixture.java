package dev.kappa.enrich.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kappa.contracts.DeadLetter;
import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.enrich.config.EnrichConfig;
import dev.kappa.enrich.config.EnrichProperties;
import dev.kappa.enrich.config.StreamsSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** A topology with its real settings, driven record by record. */
final class TopologyFixture implements AutoCloseable {
  static final Instant LOGGED = Instant.parse("2026-11-23T22:00:00.123Z");

  private final TopologyTestDriver driver;

  TopologyFixture(Topology topology, EnrichConfig config) {
    driver =
        new TopologyTestDriver(
            topology,
            StreamsSettings.of(config, config.applicationId(), config.stateDir(), "test"));
  }

  static EnrichConfig config(Path folder, Map<String, String> given) {
    return EnrichProperties.read(KappaConfig.load(folder, Map.of()), given);
  }

  /** The enricher with these settings. */
  static TopologyFixture enricher(Path folder, Map<String, String> given) {
    var config = config(folder, given);
    return new TopologyFixture(
        EnrichTopology.build(config.plan(), config.stage(), config.maxRecordBytes()), config);
  }

  void send(String topic, String key, String value) {
    send(topic, bytes(key), bytes(value), new RecordHeaders());
  }

  void send(String topic, byte[] key, byte[] value, Headers headers) {
    driver
        .createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(key, value, headers, LOGGED));
  }

  List<TestRecord<byte[], byte[]>> records(String topic) {
    return driver
        .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  List<String> values(String topic) {
    return records(topic).stream().map(record -> new String(record.value(), UTF_8)).toList();
  }

  List<DeadLetter> deadLetters() {
    return records("kappa.dead_letters").stream()
        .map(
            record -> DeadLetter.read(record.key(), record.value(), record.headers()).orElseThrow())
        .toList();
  }

  @Override
  public void close() {
    driver.close();
  }

  static byte[] bytes(String text) {
    return text == null ? null : text.getBytes(UTF_8);
  }
}
