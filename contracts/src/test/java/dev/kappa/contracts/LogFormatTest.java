package dev.kappa.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogFormatTest {
  private static final String MESSAGE = "it said \"no\"\nand {} twice";

  @Test
  void anEventIsALineForAPersonByDefault() throws Exception {
    assertThat(line("text"))
        .matches(
            "(?s)\\d{4}-\\d{2}-\\d{2}T\\S+ WARN  dev.kappa.Test it said \"no\"\nand 7 twice\n");
  }

  @Test
  void anEventIsOneJsonObjectALineWhereItIsAskedTo() throws Exception {
    var line = line("json");

    assertThat(line.strip()).doesNotContain("\n");
    var event = Json.decode(line.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    assertThat(event.get("timestamp").asText()).matches("\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z");
    assertThat(event.get("level").asText()).isEqualTo("WARN");
    assertThat(event.get("stage").asText()).isEqualTo("enrich");
    assertThat(event.get("logger").asText()).isEqualTo("dev.kappa.Test");
    assertThat(event.get("message").asText()).isEqualTo("it said \"no\"\nand 7 twice");
    assertThat(event.get("topic").asText()).isEqualTo("kappa.employees");
    assertThat(event.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "timestamp", "level", "stage", "thread", "logger", "message", "topic");
  }

  private static String line(String format) throws Exception {
    var context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    context.putProperty("KAPPA_LOG_FORMAT", format);
    context.putProperty("kappa.stage", "enrich");
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(LogFormatTest.class.getResource("/logback.xml"));
    var root = context.getLogger("ROOT");
    var appender = (ConsoleAppender<ILoggingEvent>) root.getAppender("stderr");
    var logger = context.getLogger("dev.kappa.Test");
    var event = new LoggingEvent("", logger, Level.WARN, MESSAGE, null, new Object[] {7});
    event.setMDCPropertyMap(Map.of("topic", "kappa.employees"));
    return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
  }
}
