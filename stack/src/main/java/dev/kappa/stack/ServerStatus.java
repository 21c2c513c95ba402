package dev.kappa.stack;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One server of the stack, as it is now.
 *
 * @param memoryBytes what it takes of the machine's memory; empty where the system does not tell
 * @param reason for one that ought to run and does not, the telling lines of its log
 */
record ServerStatus(
    String name,
    State state,
    OptionalLong pid,
    Optional<Instant> since,
    int port,
    OptionalLong memoryBytes,
    List<String> reason) {

  /**
   * What a server is doing.
   *
   * <pre>
   * STOPPED --up--> STARTING --ready--> RUNNING --down--> STOPPED
   *                     |                  |
   *                     +-----> DIED <-----+
   * </pre>
   */
  enum State {
    /** It answers. */
    RUNNING,
    /** Its process lives, and does not answer as it should: it starts, or hangs. */
    STARTING,
    /** It was brought up and is gone. */
    DIED,
    /** Nobody brought it up, or its turn to start never came. */
    STOPPED
  }
}
