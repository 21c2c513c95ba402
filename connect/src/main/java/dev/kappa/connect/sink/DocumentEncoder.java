package dev.kappa.connect.sink;

import dev.kappa.contracts.Json;
import dev.kappa.contracts.MalformedEventException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Turns a record's value into the bytes of a JSON object. Bytes and text are taken for JSON as they
 * are; what another converter has made of a value is written as JSON again.
 */
public final class DocumentEncoder {
  private final JsonConverter converter = new JsonConverter();

  public DocumentEncoder() {
    converter.configure(Map.of("schemas.enable", "false", "decimal.format", "NUMERIC"), false);
  }

  /**
   * One JSON object in UTF-8, without line breaks.
   *
   * @throws MalformedEventException when the value is none
   */
  public byte[] encode(SinkRecord record) {
    var document = bytes(record);
    Json.requireObject(document);
    return onOneLine(document);
  }

  private byte[] bytes(SinkRecord record) {
    if (record.value() instanceof byte[] bytes) {
      return bytes;
    }
    if (record.value() instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    try {
      return converter.fromConnectData(record.topic(), record.valueSchema(), record.value());
    } catch (DataException e) {
      throw new MalformedEventException("cannot be written as JSON: " + e.getMessage(), e);
    }
  }

  /** A line break ends a document in a bulk request; inside JSON it can only be white space. */
  private static byte[] onOneLine(byte[] document) {
    byte[] line = null;
    for (int i = 0; i < document.length; i++) {
      if (document[i] == '\n' || document[i] == '\r') {
        line = line == null ? document.clone() : line; // the record's own bytes stay as they are
        line[i] = ' ';
      }
    }
    return line == null ? document : line;
  }
}
