package dev.kappa.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import java.util.Optional;

/** How the stages of the pipeline fare, as the monitor sees it, for people. */
final class PipelineStatus {
  private static final String STAGE = "%-32s %-14s %12s %11s %11s%n";
  private static final String LETTER = "%-18s %-20s %-32s %10s%n";

  private PipelineStatus() {}

  /** What the monitor says; nothing where it does not answer. */
  static Optional<JsonNode> ask(int port) {
    return new HttpProbe()
        .get(port, "/api/state")
        .flatMap(
            text -> {
              try {
                return Optional.of(Json.mapper().readTree(text));
              } catch (JsonProcessingException e) {
                return Optional.empty(); // another program's port
              }
            });
  }

  static String table(JsonNode state) {
    var text = new StringBuilder();
    if (!state.path("stages").isEmpty()) {
      text.append(System.lineSeparator());
      text.append(STAGE.formatted("STAGE", "STATE", "LAG", "FRESHNESS", "RECORDS/S"));
    }
    for (var stage : state.path("stages")) {
      text.append(
          STAGE.formatted(
              stage.path("name").asText(),
              stage.path("state").asText(),
              lag(stage.path("lag").asLong()),
              freshness(stage.path("freshness_seconds").asDouble()),
              "%,.0f".formatted(stage.path("records_per_second").asDouble())));
      var hint = stage.path("hint").asText();
      if (!hint.isEmpty()) {
        text.append("    ").append(hint).append(System.lineSeparator());
      }
    }
    if (!state.path("dead_letters").isEmpty()) {
      text.append(System.lineSeparator());
      text.append(LETTER.formatted("DEAD LETTERS OF", "REASON", "TOPIC", "COUNT"));
    }
    for (var letter : state.path("dead_letters")) {
      text.append(
          LETTER.formatted(
              letter.path("stage").asText(),
              letter.path("reason").asText(),
              letter.path("topic").asText(),
              "%,d".formatted(letter.path("count").asLong())));
    }
    return text.toString();
  }

  private static String lag(long records) {
    return records < 0 ? "unknown" : "%,d".formatted(records);
  }

  private static String freshness(double seconds) {
    return seconds < 0 ? "unknown" : "%,.1f s".formatted(seconds);
  }
}
