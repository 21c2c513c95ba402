package dev.kappa.ingest.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.kappa.contracts.AsciiJson;
import dev.kappa.contracts.Json;
import dev.kappa.ingest.source.Line;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Lets a line through that is exactly one JSON object in UTF-8, and reads its key and its time on
 * the way. Unfit are {@code not-utf-8}, {@code not-json} (more than one value included), {@code
 * not-an-object}, {@code no-key} and {@code no-time}.
 */
public final class JsonCheck implements LineCheck {
  private final JsonFactory factory = Json.mapper().getFactory();
  private final String keyField;
  private final String timeField;

  public JsonCheck(RecordFields fields) {
    this.keyField = fields.key();
    this.timeField = fields.time();
  }

  @Override
  public Verdict check(Line line) {
    var value = line.value();
    if (!readsFields() && AsciiJson.isObject(value)) {
      return new Verdict.Fit(null, line.timestamp());
    }
    if (isBlank(value)) {
      return new Verdict.Empty();
    }
    if (!Utf8.isValid(value)) {
      return new Verdict.Unfit("not-utf-8", "not UTF-8");
    }
    if (wouldPassForAnotherEncoding(value)) {
      return new Verdict.Unfit("not-json", "begins with a byte order mark or holds a NUL byte");
    }
    try (var parser = factory.createParser(value)) {
      return check(line, parser);
    } catch (JsonProcessingException e) {
      return new Verdict.Unfit("not-json", "not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot happen when reading an array", e);
    }
  }

  private boolean readsFields() {
    return keyField != null || timeField != null;
  }

  private Verdict check(Line line, JsonParser parser) throws IOException {
    var first = parser.nextToken();
    if (first != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return new Verdict.Unfit("not-an-object", "not a JSON object but " + first);
    }
    var fields = fields(parser, line.timestamp());
    if (parser.nextToken() != null) {
      return new Verdict.Unfit("not-json", "more than one JSON value in the line");
    }
    if (keyField != null && fields.key() == null) {
      return new Verdict.Unfit("no-key", "no text or number in the key field " + keyField);
    }
    if (fields.timestamp() == null && timeField != null) {
      return new Verdict.Unfit(
          "no-time",
          "neither ISO-8601 with an offset nor milliseconds in the time field " + timeField);
    }
    return fields;
  }

  private Verdict.Fit fields(JsonParser parser, Long timestampOfLine) throws IOException {
    if (!readsFields()) {
      parser.skipChildren();
      return new Verdict.Fit(null, timestampOfLine);
    }
    byte[] key = null;
    Long time = timeField == null ? timestampOfLine : null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var field = parser.currentName();
      parser.nextToken();
      if (field.equals(keyField)) {
        key = key(parser);
      }
      if (field.equals(timeField)) {
        time = EventTime.read(parser);
      }
      parser.skipChildren();
    }
    return new Verdict.Fit(key, time);
  }

  private static byte[] key(JsonParser parser) throws IOException {
    var token = parser.currentToken();
    return token.isScalarValue() && token != JsonToken.VALUE_NULL
        ? parser.getText().getBytes(StandardCharsets.UTF_8)
        : null;
  }

  private static boolean isBlank(byte[] value) {
    for (byte b : value) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  /** Jackson would read such bytes as UTF-16 or UTF-32, or pass over the mark. */
  private static boolean wouldPassForAnotherEncoding(byte[] value) {
    for (int i = 0; i < Math.min(4, value.length); i++) {
      if (value[i] == 0) {
        return true;
      }
    }
    return value[0] == (byte) 0xEF;
  }
}
