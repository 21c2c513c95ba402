package dev.kappa.ingest.check;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;

/** Reads an event time: ISO-8601 with an offset, or milliseconds since 1970. */
final class EventTime {
  private EventTime() {}

  /** Milliseconds since 1970 from the parser's current value, or null where it is no time. */
  static Long read(JsonParser parser) throws IOException {
    var token = parser.currentToken();
    if (token == JsonToken.VALUE_NUMBER_INT) {
      return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
          ? null
          : parser.getLongValue();
    }
    if (token != JsonToken.VALUE_STRING) {
      return null;
    }
    try {
      return OffsetDateTime.parse(parser.getText()).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      return null; // the caller says that there is no time
    }
  }
}
