package dev.kappa.spark.condensing;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Different hashes. They are put one behind the other as they come, and sorted when there is no
 * more room: each costs less than looking for it in a table that lies in no cache.
 */
final class SortedHashes {
  private static final int LEAST_CAPACITY = 8;

  /** Those before {@link #sorted} ascend and differ. */
  private long[] hashes;

  private int sorted;
  private int end;

  SortedHashes() {
    hashes = new long[LEAST_CAPACITY];
  }

  /**
   * @param hashes different ones, ascending
   */
  SortedHashes(long[] hashes) {
    this.hashes = hashes;
    sorted = hashes.length;
    end = hashes.length;
  }

  /** Hashes in any order, some of them perhaps the same; the array is theirs from now on. */
  static SortedHashes of(long[] hashes) {
    var unsorted = new SortedHashes(hashes);
    unsorted.sorted = 0;
    return unsorted;
  }

  void add(long hash) {
    if (end == hashes.length) {
      sort();
      if (end >= hashes.length / 2) {
        hashes = Arrays.copyOf(hashes, Math.max(LEAST_CAPACITY, 2 * hashes.length));
      }
    }
    hashes[end++] = hash;
  }

  void addAll(SortedHashes others) {
    if (others.end < end / 4) { // few do not have all of these copied
      others.forEach(this::add);
      return;
    }
    sort();
    others.sort();
    merge(others.hashes, 0, others.end, end + others.end);
  }

  /** At least as many as there are, without a look at them. */
  int sizeAtMost() {
    return end;
  }

  /** How many there are. */
  int size() {
    sort();
    return end;
  }

  /** Shows them, ascending. */
  void forEach(LongConsumer action) {
    sort();
    for (int i = 0; i < end; i++) {
      action.accept(hashes[i]);
    }
  }

  private void sort() {
    if (sorted < end) {
      Arrays.sort(hashes, sorted, end);
      merge(hashes, sorted, end, hashes.length);
    }
  }

  /** Merges those that are sorted with others that are, into an array of that length. */
  private void merge(long[] others, int from, int until, int length) {
    var merged = new long[length];
    int size = 0;
    int mine = 0;
    int other = from;
    while (mine < sorted || other < until) {
      boolean isMine = other == until || (mine < sorted && hashes[mine] <= others[other]);
      long next = isMine ? hashes[mine++] : others[other++];
      if (size == 0 || merged[size - 1] != next) {
        merged[size++] = next;
      }
    }
    hashes = merged;
    sorted = size;
    end = size;
  }
}
