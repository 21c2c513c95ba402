package dev.kappa.spark.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.kappa.contracts.MalformedEventException;
import java.io.IOException;

/**
 * Walks the top-level fields of a JSON object, token by token: the fastest way to a few of them.
 */
final class EventFields {
  /** A text may become a key of a table, and Cassandra's keys have at most 64 KiB. */
  static final int MOST_CHARACTERS = 16_384;

  private static final JsonFactory FACTORY = new JsonFactory();

  private EventFields() {}

  /** Picks what it wants from the fields that it is shown. */
  interface Visitor {
    /**
     * Takes it.
     *
     * @param parser stands on the field's value, and must not be moved past its last token
     */
    void field(String name, JsonParser parser) throws IOException;
  }

  /**
   * Shows every top-level field to {@code visitor}.
   *
   * @throws MalformedEventException when {@code value} is not exactly one JSON object
   */
  static void visit(byte[] value, Visitor visitor) {
    if (value == null) {
      throw new MalformedEventException("no value");
    }
    try (var parser = FACTORY.createParser(value)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedEventException("not a JSON object");
      }
      for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        parser.nextToken();
        visitor.field(name, parser);
        parser.skipChildren();
      }
      if (parser.nextToken() != null) {
        throw new MalformedEventException("more than one JSON value");
      }
    } catch (JsonProcessingException e) {
      throw new MalformedEventException("not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new MalformedEventException("not readable: " + e.getMessage(), e);
    }
  }

  /**
   * The text the parser stands on.
   *
   * @return null for a JSON null
   * @throws MalformedEventException when the field holds anything else, or more than {@value
   *     #MOST_CHARACTERS} characters
   */
  static String text(String field, JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> bounded(field, parser.getText());
      case VALUE_NULL -> null;
      default -> throw new MalformedEventException(field + " is no text");
    };
  }

  private static String bounded(String field, String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw new MalformedEventException(
          "%s has %,d characters; at most %,d fit into a table's key"
              .formatted(field, text.length(), MOST_CHARACTERS));
    }
    return text;
  }
}
