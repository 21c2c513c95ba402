package dev.kappa.spark.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * An enriched action as an oracle reads it.
 *
 * @param atMillis in milliseconds since 1970
 * @param user null where there is none
 */
record ActionEvent(long atMillis, String uuid, String page, String user) {
  /** Nothing where the value is no action. */
  static Optional<ActionEvent> read(String value) {
    JsonNode action;
    try {
      action = Json.mapper().readTree(value);
    } catch (IOException e) {
      return Optional.empty();
    }
    if (!action.isObject() || !action.hasNonNull("name") || !action.hasNonNull("uuid")) {
      return Optional.empty();
    }
    return Optional.of(
        new ActionEvent(
            Instant.parse(action.get("at").asText()).toEpochMilli(),
            action.get("uuid").asText(),
            action.get("name").asText(),
            action.hasNonNull("user") ? action.get("user").asText() : null));
  }
}
