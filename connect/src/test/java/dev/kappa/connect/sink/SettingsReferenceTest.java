package dev.kappa.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.junit.jupiter.api.Test;

/** The reference page says what the code does; {@code -Dkappa.docs.write=true} writes it anew. */
class SettingsReferenceTest {
  private static final Path PAGE =
      Path.of(System.getProperty("kappa.root"), "docs", "elasticsearch-sink-settings.md");

  @Test
  void pageIsThatOfTheCode() throws IOException {
    var page = page();
    if (Boolean.getBoolean("kappa.docs.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE))
        .as("write it anew: ./mvnw -pl connect -am test -Dkappa.docs.write=true")
        .isEqualTo(page);
  }

  @Test
  void everySettingIsExplained() {
    assertThat(SinkSettings.definition().configKeys().values())
        .allSatisfy(
            setting -> {
              assertThat(setting.documentation).as(setting.name).endsWith(".");
              assertThat(setting.group).as(setting.name).isNotNull();
            });
  }

  private static String page() {
    var text =
        new StringBuilder(
            """
            # Settings of the Elasticsearch sink connector

            Written by a test out of the connector's own definition. `topics`, `topics.regex`,
            `tasks.max`, converters and `errors.*` are settings of every Kafka Connect sink.
            """);
    var definition = SinkSettings.definition();
    for (var group : definition.groups()) {
      text.append("\n## ").append(group).append("\n\n");
      text.append("| setting | type | default | what it is for |\n|---|---|---|---|\n");
      settings(definition, group).forEach(setting -> text.append(row(setting)));
    }
    return text.toString();
  }

  private static List<ConfigKey> settings(ConfigDef definition, String group) {
    return definition.configKeys().values().stream()
        .filter(setting -> group.equals(setting.group))
        .sorted(Comparator.comparingInt(setting -> setting.orderInGroup))
        .toList();
  }

  private static String row(ConfigKey setting) {
    return "| `%s` | %s | %s | %s |%n"
        .formatted(
            setting.name,
            setting.type.name().toLowerCase(Locale.ROOT),
            defaultValue(setting),
            setting.documentation);
  }

  private static String defaultValue(ConfigKey setting) {
    if (!setting.hasDefault()) {
      return "required";
    }
    var text =
        setting.type == Type.PASSWORD || setting.defaultValue instanceof List<?>
            ? ""
            : String.valueOf(setting.defaultValue);
    return text.isEmpty() ? "" : "`" + text + "`";
  }
}
