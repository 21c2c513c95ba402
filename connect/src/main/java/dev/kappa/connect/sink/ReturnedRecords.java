package dev.kappa.connect.sink;

import dev.kappa.contracts.DeadLetter;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Tells records that were dead letters of another stage, and were sent back for that stage alone:
 * here they have been indexed before.
 */
public final class ReturnedRecords {
  private final String stage;

  /**
   * @param stage what this sink calls itself in its dead letters
   */
  public ReturnedRecords(String stage) {
    this.stage = stage;
  }

  /** Whether the record is to be passed over. */
  public boolean areForAnother(SinkRecord record) {
    var header = record.headers().lastWithName(DeadLetter.RETURNED_TO);
    if (header == null || header.value() == null) {
      return false;
    }
    var text =
        header.value() instanceof byte[] bytes
            ? new String(bytes, StandardCharsets.UTF_8)
            : header.value().toString();
    return !text.equals(stage);
  }
}
