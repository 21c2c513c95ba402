package dev.kappa.enrich.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kappa.contracts.Topics.TopicSpec;
import dev.kappa.contracts.config.ConfigurationException;
import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.enrich.json.AppendValue;
import dev.kappa.enrich.topology.AppendFlow;
import dev.kappa.enrich.topology.CountFlow;
import dev.kappa.enrich.topology.EnrichActionsFlow;
import dev.kappa.enrich.topology.JoinFlow;
import dev.kappa.enrich.topology.Plan;
import dev.kappa.enrich.topology.RouteFlow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrichPropertiesTest {
  private static final AppendFlow TALK =
      new AppendFlow(
          "sample.employees", "talk.out", new AppendValue("Interests", "Developers Summit"));

  @TempDir private Path folder;

  @Test
  void withoutAFileEveryFlowRunsOnTheTopicsOfTheSuite() {
    var config = EnrichProperties.defaults(suite());

    assertThat(config.applicationId()).isEqualTo("kappa.enrich");
    assertThat(config.plan())
        .isEqualTo(
            new Plan(
                List.of(
                    new AppendFlow(
                        "sample.employees",
                        "sample.append_employees",
                        new AppendValue("Interests", "Developers Summit")),
                    new EnrichActionsFlow(
                        "analyze.action", "reference.page", "analyze.enriched_action"),
                    new CountFlow("analyze.enriched_action", "analyze.action_counts"))));
    assertThat(config.maxRecordBytes()).isEqualTo(1_000_000);
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
            "analyze.action_counts",
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
    assertThat(config.plan()).isEqualTo(new Plan(List.of(TALK)));
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
            "topic.segment.bytes", "1000000");

    var settings = StreamsSettings.of(EnrichProperties.read(suite(), given), "app", folder, "a");

    assertThat(settings)
        .containsAllEntriesOf(given)
        .containsEntry("group.instance.id", "a")
        .containsEntry("state.dir", folder.toString())
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
                    .anyMatch(p -> p.startsWith("sample.stream.topic: empty"))
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
        .withMessageContaining("the topic same is written from same");
  }

  @Test
  void takesFlowsBesideThoseThatAreBuiltIn() {
    var config =
        EnrichProperties.read(
            suite(),
            Map.of(
                "flows", "append",
                "route.sample.append_employees.Designation",
                    "CEO:leads, Vice\\, President:leads ,*:staff",
                "join.sample.append_employees.Designation", "designations:graded:grade, band",
                "count.some.action", "some.counts",
                "state.dir", "/elsewhere"));

    assertThat(config.plan())
        .isEqualTo(
            new Plan(
                List.of(
                    new AppendFlow(
                        "sample.employees",
                        "sample.append_employees",
                        new AppendValue("Interests", "Developers Summit")),
                    new JoinFlow(
                        "sample.append_employees",
                        "Designation",
                        "designations",
                        "graded",
                        List.of("grade", "band")),
                    new RouteFlow(
                        "sample.append_employees",
                        "Designation",
                        Map.of("CEO", "leads", "Vice, President", "leads"),
                        Optional.of("staff")),
                    new CountFlow("some.action", "some.counts"))));
    assertThat(config.stateDir()).isEqualTo(Path.of("/elsewhere"));
    assertThat(config.requiredTopics())
        .filteredOn(spec -> "compact".equals(spec.config().get("cleanup.policy")))
        .extracting(TopicSpec::name)
        .containsExactlyInAnyOrder("designations", "some.counts");
  }

  @Test
  void namesWhatIsWrongWithAFlow() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                EnrichProperties.read(
                    suite(),
                    Map.of(
                        "flows", "append,apend",
                        "route.nofield", "a:b",
                        "route.t.f", "a:b,c",
                        "join.t.f", "table:",
                        "count.t", "a topic",
                        "max.record.bytes", "1 MB")))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .hasSize(6)
                    .anyMatch(p -> p.startsWith("flows: 'apend' is not one of"))
                    .anyMatch(p -> p.startsWith("route.nofield: should be route.TOPIC.FIELD"))
                    .anyMatch(p -> p.startsWith("route.t.f: 'c' is not VALUE:TOPIC"))
                    .anyMatch(p -> p.startsWith("join.t.f: 'table:' is not TABLE:TOPIC:FIELD"))
                    .anyMatch(p -> p.startsWith("count.t: 'a topic' is no topic name"))
                    .anyMatch(p -> p.startsWith("max.record.bytes: '1 MB'")));
  }

  private KappaConfig suite() {
    return KappaConfig.load(folder, Map.of());
  }
}
