package dev.kappa.spark.condensing;

import java.util.Arrays;

/** Hashes of a column's texts, laid out group by group (a counting sort). */
final class HashesByGroup {
  /** Of an event without a text; the hash of a text is the same once in 10^19 times. */
  static final long NO_TEXT = 0;

  private final long[] hashes;
  private final int[] starts;
  private final int[] ends;

  /**
   * Lays them out.
   *
   * @param hashes of the events
   * @param groups of the same events
   * @param events how many there are
   * @param starts of each group, which has room for all of its events up to the next one's
   */
  HashesByGroup(long[] hashes, int[] groups, int events, int[] starts) {
    this.hashes = new long[events];
    this.starts = starts;
    this.ends = starts.clone();
    for (int event = 0; event < events; event++) {
      if (hashes[event] != NO_TEXT) {
        this.hashes[ends[groups[event]]++] = hashes[event];
      }
    }
  }

  /** Those of one group, in the order of its events. */
  long[] of(int group) {
    return Arrays.copyOfRange(hashes, starts[group], ends[group]);
  }
}
