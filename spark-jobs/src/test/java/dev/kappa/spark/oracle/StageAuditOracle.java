package dev.kappa.spark.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** {@code stage_audit}, computed the slow and obvious way. */
public final class StageAuditOracle {
  /** A row's key. */
  public record Key(String topic, int partition, Instant windowStart) {}

  /** A row's values. */
  public record Values(long records, long bytes, long firstOffset, long lastOffset) {}

  private final Map<Key, Values> rows = new HashMap<>();

  /** Counts one record without a key, whatever it is. */
  public void add(String topic, int partition, long offset, Instant timestamp, String value) {
    var bytes = value.getBytes(StandardCharsets.UTF_8).length;
    rows.merge(
        new Key(topic, partition, at(value, timestamp).truncatedTo(ChronoUnit.MINUTES)),
        new Values(1, bytes, offset, offset),
        (one, other) ->
            new Values(
                one.records + other.records,
                one.bytes + other.bytes,
                Math.min(one.firstOffset, other.firstOffset),
                Math.max(one.lastOffset, other.lastOffset)));
  }

  /** Every row of the table. */
  public Map<Key, Values> rows() {
    return new HashMap<>(rows);
  }

  private static Instant at(String value, Instant timestamp) {
    try {
      JsonNode at = Json.mapper().readTree(value).path("at");
      return at.isTextual() ? Instant.parse(at.asText()) : timestamp;
    } catch (IOException | DateTimeParseException e) {
      return timestamp;
    }
  }
}
