package dev.kappa.bench;

/** Where events that are sent are looked for at the other end. */
interface Arrivals {
  /**
   * Takes notice of an event that is about to be sent.
   *
   * @param dueNanos when it should be sent
   * @return the event to send, which may be another one
   */
  Actions.Made sending(long number, Actions.Made made, long dueNanos);

  /** Looks once; returns how many events that were sent are still to be seen, or about so many. */
  long look();

  /** When the last one of those that have been seen should have been sent. */
  long lastSeenDueNanos();
}
