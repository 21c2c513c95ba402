package dev.kappa.ingest.generate;

import java.time.Instant;

/** Makes events up, one after the other. */
interface EventGenerator {
  /**
   * The next event.
   *
   * @param index from 0
   * @param at when the event happens
   */
  Object next(long index, Instant at);
}
