package dev.kappa.ingest.deadletter;

import dev.kappa.contracts.DeadLetter;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A dead letter in its topic.
 *
 * @param at when it became one
 * @param headers all of them: the envelope's and the record's own
 */
public record StoredLetter(
    LetterPosition position, Instant at, DeadLetter letter, Headers headers) {
  /** After so many attempts a record is not sent round again. */
  public static final int MAX_ATTEMPTS = 3;

  public boolean isParked() {
    return letter.attempt() >= MAX_ATTEMPTS;
  }

  /** The headers that the record had before it was set aside. */
  public Headers ownHeaders() {
    var own = new RecordHeaders();
    for (var header : headers) {
      if (!Envelopes.isOfEnvelope(header.key())) {
        own.add(header);
      }
    }
    return own;
  }
}
