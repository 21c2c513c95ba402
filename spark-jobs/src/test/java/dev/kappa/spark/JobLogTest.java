package dev.kappa.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobLogTest {
  private static final String SENTENCE = "given up: it said \"no\"\nand \\ twice";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private JobLog log(Map<String, String> environment) {
    return new JobLog(new PrintStream(bytes, true, StandardCharsets.UTF_8), environment);
  }

  @Test
  void saysASentenceForAPerson() {
    log(Map.of()).info("top-pages", "started");

    assertThat(bytes.toString(StandardCharsets.UTF_8).strip()).isEqualTo("top-pages: started");
  }

  @Test
  void saysOneJsonObjectALineWhereItIsAskedTo() {
    log(Map.of("KAPPA_LOG_FORMAT", "json")).warn("top-pages", SENTENCE);

    var lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(1);
    var event = Json.decode(lines.get(0).getBytes(StandardCharsets.UTF_8), JsonNode.class);
    assertThat(Instant.parse(event.get("timestamp").asText())).isNotNull();
    assertThat(event.get("level").asText()).isEqualTo("WARN");
    assertThat(event.get("stage").asText()).isEqualTo("top-pages");
    assertThat(event.get("message").asText()).isEqualTo(SENTENCE);
  }
}
