package dev.kappa.connect.sink;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * One entry of a bulk request.
 *
 * @param version external version: a write whose version is not above the document's own changes
 *     nothing, which makes a redelivery harmless. Empty: the last to come wins
 * @param document a JSON object without line breaks; null for a delete
 * @param record where it came from, for the dead letters
 * @param ticket settled when the operation has reached its end
 * @param acceptedNanos when it arrived, by {@link System#nanoTime}
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as it is; nobody compares operations
public record Operation(
    Verb verb,
    DocumentKey key,
    OptionalLong version,
    byte[] document,
    SinkRecord record,
    OffsetLedger.Ticket ticket,
    long acceptedNanos) {
  private static final int ACTION_BYTES = 100;

  /** What is done to the document. */
  public enum Verb {
    INDEX,
    UPDATE,
    DELETE
  }

  /** About how many bytes it takes in a bulk request. */
  public int sizeInBytes() {
    return ACTION_BYTES
        + key.index().length()
        + key.id().length()
        + (document == null ? 0 : document.length);
  }

  /** Appends the operation to the body of a bulk request. */
  public void appendTo(ByteArrayOutputStream body) {
    append(
        body,
        switch (verb) {
          case INDEX -> "{\"index\":{\"_index\":\"";
          case UPDATE -> "{\"update\":{\"_index\":\"";
          case DELETE -> "{\"delete\":{\"_index\":\"";
        });
    append(body, quoted(key.index()));
    append(body, "\",\"_id\":\"");
    append(body, quoted(key.id()));
    if (version.isPresent()) {
      append(body, "\",\"version_type\":\"external\",\"version\":");
      append(body, Long.toString(version.getAsLong()));
      append(body, "}}\n");
    } else {
      append(body, "\"}}\n");
    }
    switch (verb) {
      case INDEX -> {
        body.writeBytes(document);
        append(body, "\n");
      }
      case UPDATE -> {
        append(body, "{\"doc_as_upsert\":true,\"doc\":");
        body.writeBytes(document);
        append(body, "}\n");
      }
      case DELETE -> {
        // has no second line
      }
    }
  }

  private static String quoted(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }

  private static void append(ByteArrayOutputStream body, String text) {
    body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
