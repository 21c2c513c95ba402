package dev.kappa.spark.io;

import dev.kappa.spark.events.Admission;
import java.io.Serializable;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Keeps the records that a job does not count: malformed ones as dead letters, late and future ones
 * in {@code late_rows_by_job}. They are kept by the task that reads them, before anything is
 * counted; a task that cannot keep them fails, and is run again.
 */
public final class SetAside implements Serializable {
  private static final long serialVersionUID = 1L;

  private final DeadLetterOutbox deadLetters;
  private final LateRows lateRows;

  public SetAside(DeadLetterOutbox deadLetters, LateRows lateRows) {
    this.deadLetters = deadLetters;
    this.lateRows = lateRows;
  }

  /**
   * Keeps a record that is no event; {@link #flush} tells whether it is kept.
   *
   * @param problem what is wrong with it
   */
  public void keepMalformed(ConsumerRecord<byte[], byte[]> record, String problem) {
    deadLetters.send(record, problem);
  }

  /**
   * Keeps a record whose event came at the wrong time; {@link #flush} tells whether it is kept.
   *
   * @param at its event time
   */
  public void keepUntimely(
      ConsumerRecord<byte[], byte[]> record, Instant at, Admission.Reason reason) {
    lateRows.add(record, at, reason);
  }

  /** Returns when everything is kept, or throws. */
  public void flush() {
    deadLetters.flush();
    lateRows.flush();
  }
}
