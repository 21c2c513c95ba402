package dev.kappa.ingest.generate;

import java.io.IOException;
import java.time.Instant;

/** Is told of every event that is made up. */
public interface Witness {
  /** Nobody looks. */
  Witness NONE =
      new Witness() {
        @Override
        public void event(Object event, Instant at, boolean late, int copies) {
          // nobody looks
        }

        @Override
        public void end() {
          // nobody looks
        }
      };

  /**
   * An event was made up.
   *
   * @param event one of the contracts' events
   * @param at when it happens; its record has this timestamp
   * @param late whether it comes too late
   * @param copies how often it is sent
   */
  void event(Object event, Instant at, boolean late, int copies);

  /** There are no more events. */
  void end() throws IOException;
}
