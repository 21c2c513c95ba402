package dev.kappa.ingest;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;

/** Commits a transaction, and says it plainly when nobody knows whether that worked. */
final class Commit {
  private Commit() {}

  static void of(Producer<?, ?> producer) {
    try {
      producer.commitTransaction();
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "no broker answered in time, and whether the transaction was committed is not known;"
              + " run this again: what was sent is not sent twice",
          e);
    }
  }
}
