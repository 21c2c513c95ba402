package dev.kappa.ingest;

import java.io.IOException;

/** A way to get lines from a source to Kafka. */
interface Run {
  /** Runs to the end of the source, or until it is interrupted. */
  Outcome run() throws IOException;

  /** Called by another thread: stops reading; what was read is still dealt with. */
  void interrupt();
}
