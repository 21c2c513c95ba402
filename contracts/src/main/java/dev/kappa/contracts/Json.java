package dev.kappa.contracts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The one JSON codec of the project: UTF-8, one object a record, nothing after it. */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .build();

  private Json() {}

  /** The shared mapper; it is thread-safe and must not be reconfigured. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  /**
   * Reads one event.
   *
   * @param value the record's value: a JSON object in UTF-8
   * @throws MalformedEventException when it is missing, no UTF-8, no JSON object, or lacks the
   *     shape of {@code type}
   */
  public static <T> T decode(byte[] value, Class<T> type) {
    requireJsonText(value);
    try {
      return MAPPER.readValue(value, type);
    } catch (JsonProcessingException e) {
      throw new MalformedEventException(
          "not a JSON object of type " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new MalformedEventException("not readable: " + e.getMessage(), e);
    }
  }

  /**
   * Checks that a value is exactly one JSON object in UTF-8, without building it.
   *
   * @throws MalformedEventException saying why it is not
   */
  public static void requireObject(byte[] value) {
    requireJsonText(value);
    try (var parser = MAPPER.createParser(value)) {
      var token = parser.nextToken();
      if (token != com.fasterxml.jackson.core.JsonToken.START_OBJECT) {
        throw new MalformedEventException(
            "not a JSON object but " + (token == null ? "nothing" : token.name()));
      }
      parser.skipChildren();
      if (parser.nextToken() != null) {
        throw new MalformedEventException("more than one JSON value");
      }
    } catch (JsonProcessingException e) {
      throw new MalformedEventException("not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new MalformedEventException("not readable: " + e.getMessage(), e);
    }
  }

  /** Writes one event as a JSON object in UTF-8. */
  public static byte[] encode(Object event) {
    try {
      return MAPPER.writeValueAsBytes(event);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + event.getClass(), e);
    }
  }

  /** A reader for {@code type}, for hot paths that decode many records. */
  public static ObjectReader readerFor(Class<?> type) {
    return MAPPER.readerFor(type);
  }

  private static void requireJsonText(byte[] value) {
    if (value == null) {
      throw new MalformedEventException("no value");
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
    } catch (CharacterCodingException e) {
      throw new MalformedEventException("not UTF-8", e);
    }
  }
}
