package dev.kappa.ingest.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.kappa.contracts.Json;
import dev.kappa.ingest.source.Line;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Lets a line through that is exactly one JSON object in UTF-8, and reads its key on the way. Unfit
 * are {@code not-utf-8}, {@code not-json} (more than one value included), {@code not-an-object} and
 * {@code no-key}.
 */
public final class JsonCheck implements LineCheck {
  private final JsonFactory factory = Json.mapper().getFactory();
  private final String keyField;

  /**
   * @param keyField the field whose text is the record's key; null for records without a key
   */
  public JsonCheck(String keyField) {
    this.keyField = keyField;
  }

  @Override
  public Verdict check(Line line) {
    var value = line.value();
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

  private Verdict check(Line line, JsonParser parser) throws IOException {
    var first = parser.nextToken();
    if (first != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return new Verdict.Unfit("not-an-object", "not a JSON object but " + first);
    }
    var key = keyField == null ? skip(parser) : key(parser);
    if (parser.nextToken() != null) {
      return new Verdict.Unfit("not-json", "more than one JSON value in the line");
    }
    if (keyField != null && key == null) {
      return new Verdict.Unfit("no-key", "no text or number in the key field " + keyField);
    }
    return new Verdict.Fit(key, line.timestamp());
  }

  private static byte[] skip(JsonParser parser) throws IOException {
    parser.skipChildren();
    return null;
  }

  private byte[] key(JsonParser parser) throws IOException {
    byte[] key = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      boolean isKey = keyField.equals(parser.currentName());
      var token = parser.nextToken();
      if (isKey) {
        boolean usable = token.isScalarValue() && token != JsonToken.VALUE_NULL;
        key = usable ? parser.getText().getBytes(StandardCharsets.UTF_8) : null;
      }
      parser.skipChildren();
    }
    return key;
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
