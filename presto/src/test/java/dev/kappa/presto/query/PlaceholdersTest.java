package dev.kappa.presto.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.contracts.config.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceholdersTest {
  @TempDir Path root;

  @Test
  void putsTheDefaultNamesIn() {
    var placeholders = placeholders(Map.of());

    assertThat(placeholders.fill("FROM ${topic.actions} JOIN ${table.actions_by_page} USING (a)"))
        .isEqualTo("FROM kafka.analyze.action JOIN cassandra.kappa.actions_by_page USING (a)");
    assertThat(placeholders.fill("${index.append_employees}"))
        .isEqualTo("elasticsearch.\"default\".\"sample.append_employees\"");
    assertThat(placeholders.fill("${index.fulltext: +mail -spam}"))
        .isEqualTo("elasticsearch.\"default\".\"fulltext.register: +mail -spam\"");
  }

  @Test
  void putsConfiguredNamesIn() {
    var placeholders =
        placeholders(
            Map.of("KAPPA_TOPIC_ACTIONS", "Clicks", "KAPPA_CASSANDRA_KEYSPACE", "numbers"));

    assertThat(placeholders.fill("${topic.actions} ${index.actions} ${table.t}"))
        .isEqualTo(
            "kafka.\"default\".clicks elasticsearch.\"default\".\"clicks\" cassandra.numbers.t");
  }

  @Test
  void knowsEveryTopicByItsSetting() {
    var settings =
        KappaConfig.describe(root, Map.of()).stream()
            .map(Setting::key)
            .filter(key -> key.startsWith("topic."))
            .filter(key -> !List.of("topic.partitions", "topic.replication.factor").contains(key));

    assertThat(settings)
        .isNotEmpty()
        .allSatisfy(
            key -> assertThat(placeholders(Map.of()).fill("${" + key + "}")).startsWith("kafka."));
  }

  @Test
  void saysWhichTopicsThereAre() {
    assertThatThrownBy(() -> placeholders(Map.of()).fill("SELECT * FROM ${topic.acton}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "${topic.acton}: there is no topic.acton, but [action_counts, actions,");
  }

  @Test
  void leavesEverythingElseAlone() {
    assertThat(placeholders(Map.of()).fill("SELECT '$1 ${x} \\'")).isEqualTo("SELECT '$1 ${x} \\'");
  }

  private Placeholders placeholders(Map<String, String> environment) {
    return new Placeholders(KappaConfig.load(root, environment));
  }
}
