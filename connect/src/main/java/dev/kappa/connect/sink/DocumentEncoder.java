package dev.kappa.connect.sink;

import dev.kappa.contracts.Json;
import dev.kappa.contracts.MalformedEventException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Turns a record's value into the bytes of a JSON object. Bytes and text are taken for JSON as they
 * are; what another converter has made of a value is written as JSON again.
 */
public final class DocumentEncoder {
  private final ConnectJson json;

  /**
   * @param compactMaps whether a map with text keys becomes an object
   */
  public DocumentEncoder(boolean compactMaps) {
    this.json = new ConnectJson(compactMaps);
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
    return Json.encode(json.write(record.valueSchema(), record.value()));
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
