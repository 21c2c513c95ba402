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

  /**
   * What a letter is known by: a record that a stage has read again after a failure, and set aside
   * again, is the same to it. Lines that never became records are each their own.
   */
  public String identity() {
    return letter.source() instanceof DeadLetter.FromTopic from && from.offset() >= 0
        ? "%s/%s/%d/%d/%d"
            .formatted(
                letter.stage(),
                from.topic(),
                from.partition(),
                from.offset(),
                from.timestamp().toEpochMilli())
        : position.toString();
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
