package dev.kappa.connect.sink;

import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Nowhere: a record that can never be indexed fails the task rather than being lost. */
public final class NoDeadLetters implements DeadLetters {
  @Override
  public void send(SinkRecord record, String reason, String explanation, Completion whenDone) {
    whenDone.done(
        new DataException(
            ("%s cannot be indexed (%s: %s), and there is no place for dead letters: set"
                    + " dead.letters.topic, or errors.tolerance=all with"
                    + " errors.deadletterqueue.topic.name")
                .formatted(DocumentId.ofPosition(record), reason, explanation)));
  }

  @Override
  public void close() {
    // nothing to close
  }
}
