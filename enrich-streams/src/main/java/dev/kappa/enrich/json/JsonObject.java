package dev.kappa.enrich.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.kappa.contracts.Json;
import dev.kappa.enrich.deadletter.Reason;
import dev.kappa.enrich.deadletter.RejectedRecordException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One JSON object in UTF-8 that is checked as a whole, and of which some top-level fields are known
 * by their place. A field that stands there twice is known by its last place, the one that readers
 * of JSON go by.
 */
public final class JsonObject {
  private static final JsonFactory FACTORY = Json.mapper().getFactory();

  private final byte[] bytes;
  private final Map<String, JsonField> fields;
  private final int brace;
  private final boolean empty;

  private JsonObject(byte[] bytes, Map<String, JsonField> fields, int brace, boolean empty) {
    this.bytes = bytes;
    this.fields = fields;
    this.brace = brace;
    this.empty = empty;
  }

  /**
   * Reads an object.
   *
   * @param value nothing but one JSON object in UTF-8; white space around it is allowed, a byte
   *     order mark is not
   * @param names the fields to know
   * @throws RejectedRecordException when it is something else
   */
  public static JsonObject parse(byte[] value, Set<String> names) {
    Utf8.require(value);
    try (var parser = FACTORY.createParser(value)) {
      var token = parser.nextToken();
      if (token != JsonToken.START_OBJECT) {
        throw new RejectedRecordException(
            token == null ? Reason.NOT_JSON : Reason.NOT_AN_OBJECT,
            "not a JSON object but " + (token == null ? "nothing" : token.name()));
      }
      var fields = new HashMap<String, JsonField>();
      var empty = true;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        empty = false;
        var name = parser.currentName();
        parser.nextToken();
        if (names.contains(name)) {
          fields.put(name, field(parser));
        } else {
          parser.skipChildren();
        }
      }
      var brace = offset(parser.currentTokenLocation().getByteOffset());
      if (parser.nextToken() != null) {
        throw new RejectedRecordException(Reason.NOT_JSON, "more than one JSON value");
      }
      return new JsonObject(value, fields, brace, empty);
    } catch (JsonProcessingException e) {
      throw new RejectedRecordException(Reason.NOT_JSON, "not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // of an array in memory: cannot happen
    }
  }

  /** The field's value; nothing when the object has no such field, or it was not asked for. */
  public Optional<JsonField> field(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  /**
   * The text of a field.
   *
   * @return nothing when it is missing or null
   * @throws RejectedRecordException when it is no text
   */
  public Optional<String> text(String name) {
    var field = fields.get(name);
    if (field == null || field.type() == JsonField.Type.NULL) {
      return Optional.empty();
    }
    return Optional.of(
        field
            .string()
            .orElseThrow(
                () -> new RejectedRecordException(Reason.WRONG_TYPE, name + " is no text")));
  }

  /**
   * What a field is called by: a text itself, a number or a truth value as it stands in JSON.
   *
   * @return nothing when it is missing, null, an array or an object
   */
  public Optional<String> label(String name) {
    var field = fields.get(name);
    return field == null || field.type() == JsonField.Type.NULL || field.nested()
        ? Optional.empty()
        : field.string().or(() -> raw(name));
  }

  /** The value of a field as it stands in JSON; nothing when it is missing. */
  public Optional<String> raw(String name) {
    return field(name)
        .map(f -> new String(bytes, f.start(), f.end() - f.start(), StandardCharsets.UTF_8));
  }

  /** Starts a changed copy; this object stays as it is. */
  public JsonEdit edit() {
    return new JsonEdit(this);
  }

  byte[] bytes() {
    return bytes;
  }

  /** The offset of the closing brace. */
  int brace() {
    return brace;
  }

  boolean empty() {
    return empty;
  }

  private static JsonField field(JsonParser parser) throws IOException {
    int start = offset(parser.currentTokenLocation().getByteOffset());
    return switch (parser.currentToken()) {
      case VALUE_STRING -> {
        var text = parser.getText();
        yield new JsonField(
            JsonField.Type.STRING, start, end(parser), text.isEmpty(), Optional.of(text));
      }
      case START_ARRAY -> {
        var elements = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          parser.skipChildren();
          elements++;
        }
        yield new JsonField(
            JsonField.Type.ARRAY, start, end(parser), elements == 0, Optional.empty());
      }
      case VALUE_NULL ->
          new JsonField(JsonField.Type.NULL, start, end(parser), false, Optional.empty());
      case START_OBJECT -> {
        parser.skipChildren();
        yield new JsonField(JsonField.Type.OBJECT, start, end(parser), false, Optional.empty());
      }
      default -> {
        parser.finishToken();
        yield new JsonField(JsonField.Type.SCALAR, start, end(parser), false, Optional.empty());
      }
    };
  }

  private static int end(JsonParser parser) {
    return offset(parser.currentLocation().getByteOffset());
  }

  private static int offset(long byteOffset) {
    return Math.toIntExact(byteOffset);
  }
}
