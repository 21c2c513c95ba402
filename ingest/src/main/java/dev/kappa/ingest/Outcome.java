package dev.kappa.ingest;

import dev.kappa.ingest.deliver.DeliveryReport;

/**
 * How a run ended.
 *
 * @param stop why it ended before the source did, for a person; null where it did not
 * @param failure the first failed delivery, or null
 */
record Outcome(DeliveryReport report, String stop, Exception failure) {
  /** Whether the whole source was read, and every line is where it belongs. */
  boolean complete() {
    return stop == null && report.complete();
  }

  /** What is left of this after the transaction was aborted that began at {@code committed}. */
  Outcome abortedSince(DeliveryReport committed) {
    return new Outcome(report.abortedSince(committed), stop, failure);
  }
}
