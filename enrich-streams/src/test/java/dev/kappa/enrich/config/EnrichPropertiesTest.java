package dev.kappa.enrich.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kappa.contracts.Topics.TopicSpec;
import dev.kappa.contracts.config.ConfigurationException;
import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.enrich.json.AppendValue;
import dev.kappa.enrich.topology.AppendFlow;
import dev.kappa.enrich.topology.EnrichActionsFlow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrichPropertiesTest {
  @TempDir private Path folder;

  @Test
  void withoutAFileEveryFlowRunsOnTheTopicsOfTheSuite() {
    var config = EnrichProperties.defaults(suite());

    assertThat(config.applicationId()).isEqualTo("kappa.enrich");
    assertThat(config.flows())
        .containsExactly(
            new AppendFlow(
                "sample.employees",
                "sample.append_employees",
                new AppendValue("Interests", "Developers Summit")),
            new EnrichActionsFlow("analyze.action", "reference.page", "analyze.enriched_action"));
    assertThat(config.kafka()).containsEntry("bootstrap.servers", "127.0.0.1:9092");
    assertThat(config.stateDir()).isEqualTo(folder.resolve(".kappa/data/enrich"));
    assertThat(config.requiredTopics())
        .extracting(TopicSpec::name)
        .containsExactlyInAnyOrder(
            "sample.employees",
            "sample.append_employees",
            "analyze.action",
            "reference.page",
            "analyze.enriched_action",
            "kappa.dead_letters");
  }

  @Test
  void theFileOfTheTalkRunsItsOneFlow() throws IOException {
    var file =
        Files.writeString(
            folder.resolve("talk.properties"),
            """
            sample.app_id=sample-streamed
            sample.bootstrap.servers=broker1:9092,broker2:9092
            sample.stream.topic=sample.employees
            sample.streamed.topic=talk.out
            """);

    var config = EnrichProperties.read(suite(), file);

    assertThat(config.applicationId()).isEqualTo("sample-streamed");
    assertThat(config.kafka()).containsEntry("bootstrap.servers", "broker1:9092,broker2:9092");
    assertThat(config.flows())
        .containsExactly(
            new AppendFlow(
                "sample.employees", "talk.out", new AppendValue("Interests", "Developers Summit")));
    assertThat(config.requiredTopics())
        .extracting(TopicSpec::name)
        .containsExactlyInAnyOrder("sample.employees", "talk.out", "kappa.dead_letters");
  }

  @Test
  void takesEverySettingOfKafkaStreamsAndItsClients() {
    var given =
        Map.of(
            "num.stream.threads", "3",
            "main.consumer.session.timeout.ms", "9000",
            "producer.linger.ms", "5",
            "state.dir", "/elsewhere",
            "topic.segment.bytes", "1000000");

    var settings = StreamsSettings.of(EnrichProperties.read(suite(), given), "app");

    assertThat(settings)
        .containsAllEntriesOf(given)
        .containsEntry("processing.guarantee", "exactly_once_v2")
        .containsEntry("application.id", "app");
  }

  @Test
  void namesEveryProblemAtOnce() {
    var given =
        Map.of(
            "sample.app_id", "a",
            "sample.stream.topic", "",
            "sample.streamed.topic", "out",
            "num.stream.threads", "many",
            "producer.linger.ms", "-7",
            "append.field", "",
            "nom.standby.replicas", "1");

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> EnrichProperties.read(suite(), given))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .hasSize(6)
                    .anyMatch(p -> p.startsWith("sample.bootstrap.servers: missing"))
                    .anyMatch(p -> p.startsWith("sample.stream.topic: missing"))
                    .anyMatch(p -> p.startsWith("append.field: empty"))
                    .anyMatch(p -> p.startsWith("num.stream.threads: "))
                    .anyMatch(p -> p.startsWith("producer.linger.ms: "))
                    .anyMatch(p -> p.startsWith("nom.standby.replicas: no setting")));
  }

  @Test
  void aFlowDoesNotWriteToWhereItReadsFrom() {
    var given =
        Map.of(
            "sample.app_id", "a",
            "sample.bootstrap.servers", "b:1",
            "sample.stream.topic", "same",
            "sample.streamed.topic", "same");

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> EnrichProperties.read(suite(), given))
        .withMessageContaining("both are 'same'");
  }

  private KappaConfig suite() {
    return KappaConfig.load(folder, Map.of());
  }
}
