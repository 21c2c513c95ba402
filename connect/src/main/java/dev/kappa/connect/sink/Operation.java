package dev.kappa.connect.sink;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * One line (or two) of a bulk request.
 *
 * @param version external version: a write with a version that is not above the document's own
 *     changes nothing, which makes a redelivery harmless
 * @param document a JSON object without line breaks; null for a delete
 * @param record where it came from, for the dead letters
 * @param ticket settled when the operation has reached its end
 * @param acceptedNanos when it arrived, by {@link System#nanoTime}
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as it is; nobody compares operations
public record Operation(
    DocumentKey key,
    long version,
    byte[] document,
    SinkRecord record,
    OffsetLedger.Ticket ticket,
    long acceptedNanos) {
  private static final int ACTION_BYTES = 100;

  /** About how many bytes it takes in a bulk request. */
  public int sizeInBytes() {
    return ACTION_BYTES
        + key.index().length()
        + key.id().length()
        + (document == null ? 0 : document.length);
  }

  /** Appends the operation to the body of a bulk request. */
  public void appendTo(ByteArrayOutputStream body) {
    append(body, document == null ? "{\"delete\":{\"_index\":\"" : "{\"index\":{\"_index\":\"");
    append(body, new String(JsonStringEncoder.getInstance().quoteAsString(key.index())));
    append(body, "\",\"_id\":\"");
    append(body, new String(JsonStringEncoder.getInstance().quoteAsString(key.id())));
    append(body, "\",\"version_type\":\"external\",\"version\":");
    append(body, Long.toString(version));
    append(body, "}}\n");
    if (document != null) {
      body.write(document, 0, document.length);
      body.write('\n');
    }
  }

  private static void append(ByteArrayOutputStream body, String text) {
    body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
