package dev.kappa.bench;

import java.time.Duration;

/**
 * How long a program was away that was killed and started again at once.
 *
 * @param started from the kill until the new process says that it runs
 * @param firstRecord until an event is seen at the other end that was sent after the kill
 * @param caughtUp until no more events are missing there than before the kill
 * @param missingBefore the most events that were missing at a time in the seconds before it
 * @param sent all events, each of which was found to be there in the end
 */
record Outage(
    Duration started, Duration firstRecord, Duration caughtUp, long missingBefore, long sent) {}
