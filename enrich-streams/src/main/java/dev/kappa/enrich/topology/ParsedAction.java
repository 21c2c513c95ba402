package dev.kappa.enrich.topology;

import dev.kappa.enrich.deadletter.Reason;
import dev.kappa.enrich.deadletter.RejectedRecordException;
import dev.kappa.enrich.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;

/**
 * An action that has what every action must have.
 *
 * @param name of the page
 * @param eventTime when it happened, to the millisecond: {@code at}, else the record's timestamp
 */
record ParsedAction(JsonObject json, String name, Instant eventTime) {
  static final String AT = "at";
  private static final String UUID = "uuid";
  private static final String NAME = "name";
  private static final Set<String> FIELDS =
      Set.of(UUID, NAME, AT, PageText.CATEGORY, PageText.TITLE);

  /**
   * Reads an action.
   *
   * @throws RejectedRecordException when it is no JSON object, has no {@code uuid} or {@code name},
   *     or an {@code at} that is no ISO-8601 instant
   */
  static ParsedAction parse(SourceRecord record) {
    var json = JsonObject.parse(record.value(), FIELDS);
    required(json, UUID);
    var name = required(json, NAME);
    return new ParsedAction(
        json, name, json.text(AT).map(ParsedAction::instant).orElse(record.timestamp()));
  }

  private static String required(JsonObject json, String field) {
    return json.text(field)
        .filter(text -> !text.isBlank())
        .orElseThrow(
            () -> new RejectedRecordException(Reason.MISSING_FIELD, "an action without " + field));
  }

  private static Instant instant(String at) {
    try {
      return Instant.ofEpochMilli(Instant.parse(at).toEpochMilli());
    } catch (DateTimeException | ArithmeticException e) {
      throw new RejectedRecordException(
          Reason.BAD_TIME, "at is no ISO-8601 instant like 2026-11-23T22:00:00Z: " + at);
    }
  }
}
