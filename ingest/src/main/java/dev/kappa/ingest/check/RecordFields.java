package dev.kappa.ingest.check;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;

/**
 * Which fields a line's key and timestamp are taken from. A dead letter takes this along, so that
 * the line gets both once it is repaired.
 *
 * @param key null for records without a key
 * @param time null to leave the timestamp to the source
 */
public record RecordFields(String key, String time) {
  private static final String KEY_FIELD = "kappa.key.field";
  private static final String TIME_FIELD = "kappa.time.field";

  /** Writes them down in a dead letter's headers. */
  public void addTo(Headers headers) {
    add(headers, KEY_FIELD, key);
    add(headers, TIME_FIELD, time);
  }

  /** Reads them out of a dead letter's headers. */
  public static RecordFields of(Headers headers) {
    return new RecordFields(text(headers, KEY_FIELD), text(headers, TIME_FIELD));
  }

  private static void add(Headers headers, String name, String field) {
    if (field != null) {
      headers.add(name, field.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String text(Headers headers, String name) {
    var header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
