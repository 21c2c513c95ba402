package dev.kappa.ingest.oracle;

import java.time.Instant;

/** Windows that follow on one another, the first of them from 1970 on. */
final class Windows {
  private Windows() {}

  /** Start of the window that holds an instant. */
  static Instant start(Instant at, long seconds) {
    return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
  }
}
