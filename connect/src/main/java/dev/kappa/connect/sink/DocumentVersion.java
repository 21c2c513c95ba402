package dev.kappa.connect.sink;

import dev.kappa.contracts.MalformedEventException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.sink.SinkRecord;

/** The external version of a record's document: it grows with every record of a key. */
public final class DocumentVersion {
  private DocumentVersion() {}

  /**
   * The version that a header holds as a decimal number, else the record's offset.
   *
   * @param header empty: always the offset
   * @throws MalformedEventException when the header holds no number from 0 up
   */
  public static long of(SinkRecord record, String header) {
    var found = header.isEmpty() ? null : record.headers().lastWithName(header);
    if (found == null) {
      return record.originalKafkaOffset();
    }
    var text =
        found.value() instanceof byte[] bytes
            ? new String(bytes, StandardCharsets.UTF_8)
            : String.valueOf(found.value());
    try {
      var version = Long.parseLong(text.strip());
      if (version >= 0) {
        return version;
      }
    } catch (NumberFormatException e) {
      // said below, like a number below 0
    }
    throw new MalformedEventException(
        "the header %s holds '%s', and not a version from 0 up".formatted(header, text));
  }
}
