package dev.kappa.spark.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kappa.contracts.DeadLetter;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Records that were dead letters, and were sent back for the stage that had set them aside. */
public final class ReturnedRecords {
  private ReturnedRecords() {}

  /**
   * Whether a record is for another stage: here it has been dealt with before.
   *
   * @param stage what the reader calls itself in its dead letters
   */
  public static boolean areForAnother(Headers headers, String stage) {
    for (Header header : headers) {
      if (header.key().equals(DeadLetter.RETURNED_TO)
          && header.value() != null
          && !new String(header.value(), UTF_8).equals(stage)) {
        return true;
      }
    }
    return false;
  }
}
