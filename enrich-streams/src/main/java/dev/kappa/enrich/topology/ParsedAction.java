package dev.kappa.enrich.topology;

import dev.kappa.contracts.EnrichedAction;
import dev.kappa.enrich.deadletter.Reason;
import dev.kappa.enrich.deadletter.RejectedRecordException;
import dev.kappa.enrich.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An action that has what every action must have. It stays the text that was sent: what is found
 * out about it is added, and fields that nobody here knows go on with it.
 *
 * @param name of the page
 * @param eventTime when it happened, to the millisecond: {@code at}, else the record's timestamp
 */
record ParsedAction(SourceRecord source, JsonObject json, String name, Instant eventTime) {
  private static final String UUID = "uuid";
  private static final String NAME = "name";
  private static final String AT = "at";
  private static final String CATEGORY = "category";
  private static final String TITLE = "title";
  private static final Set<String> FIELDS = Set.of(UUID, NAME, AT, CATEGORY, TITLE);

  /**
   * Reads an action.
   *
   * @throws RejectedRecordException when it is no JSON object, has no {@code uuid} or {@code name},
   *     or an {@code at} that is no ISO-8601 instant
   */
  static ParsedAction parse(SourceRecord source) {
    var json = JsonObject.parse(source.value(), FIELDS);
    required(json, UUID);
    var name = required(json, NAME);
    var eventTime = json.text(AT).map(ParsedAction::instant).orElse(source.timestamp());
    return new ParsedAction(source, json, name, eventTime);
  }

  /**
   * The enriched action: {@code category} and {@code title} of its page, and the event time.
   *
   * @param page null where no page is known
   */
  SourceRecord joined(byte[] page) {
    var known = Optional.ofNullable(page).flatMap(PageText::read);
    var edit = json.edit();
    if (json.text(AT).isEmpty()) {
      edit.set(AT, eventTime.toString());
    }
    edit.set(CATEGORY, known.flatMap(PageText::category).orElse(EnrichedAction.UNKNOWN_CATEGORY));
    known.flatMap(PageText::title).ifPresent(title -> edit.set(TITLE, title));
    return source.with(edit.bytes());
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
