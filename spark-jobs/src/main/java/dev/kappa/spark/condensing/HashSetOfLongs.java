package dev.kappa.spark.condensing;

import java.util.function.LongConsumer;

/**
 * Different numbers that are spread like hashes: their own bits tell where in the table they are.
 */
final class HashSetOfLongs {
  private static final int LEAST_CAPACITY = 8;

  /** Half of it is free at least; 0 is a free place. */
  private long[] table;

  private int inTable;
  private boolean hasZero;

  HashSetOfLongs() {
    this(0);
  }

  /**
   * @param expected how many it has room for
   */
  HashSetOfLongs(int expected) {
    table = new long[Integer.highestOneBit(Math.max(expected, LEAST_CAPACITY / 4)) * 4];
  }

  void add(long number) {
    if (number == 0) {
      hasZero = true;
      return;
    }
    int place = place(number);
    if (table[place] == 0) {
      table[place] = number;
      inTable++;
      if (inTable > table.length / 2) {
        grow();
      }
    }
  }

  int size() {
    return hasZero ? inTable + 1 : inTable;
  }

  void forEach(LongConsumer action) {
    if (hasZero) {
      action.accept(0);
    }
    for (long number : table) {
      if (number != 0) {
        action.accept(number);
      }
    }
  }

  private int place(long number) {
    int mask = table.length - 1;
    int place = (int) (number & mask);
    while (table[place] != 0 && table[place] != number) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    var before = table;
    table = new long[2 * before.length];
    for (long number : before) {
      if (number != 0) {
        table[place(number)] = number;
      }
    }
  }
}
