package dev.kappa.spark.condensing;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.array.ByteArrayMethods;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Numbers groups, each a text and a window, in the order in which they come. It is a hash table of
 * a few arrays: as objects, tens of thousands of groups lie in no cache, and the collector has to
 * copy them.
 */
final class GroupNumbers {
  private static final int FREE = -1;
  private static final int LEAST_CAPACITY = 1_024;
  private static final int NULL_LENGTH = -1;

  private int[] slots = free(2 * LEAST_CAPACITY);
  private long[] hashes = new long[LEAST_CAPACITY];
  private long[] windows = new long[LEAST_CAPACITY];
  private int[] textStarts = new int[LEAST_CAPACITY];
  private int[] textLengths = new int[LEAST_CAPACITY];
  private byte[] texts = new byte[16 * LEAST_CAPACITY];
  private int textsEnd;
  private int size;

  private static int[] free(int slots) {
    var free = new int[slots];
    Arrays.fill(free, FREE);
    return free;
  }

  /** How many there are. */
  int size() {
    return size;
  }

  /**
   * The number of a group, which is {@link #size} where it is new.
   *
   * @param text may be null
   */
  int of(UTF8String text, long window) {
    long hash = XXH64.hashLong(window, text == null ? 0 : DistinctSketch.hash(text));
    int mask = slots.length - 1;
    int slot = (int) hash & mask;
    while (slots[slot] != FREE) {
      int group = slots[slot];
      if (hashes[group] == hash && windows[group] == window && hasText(group, text)) {
        return group;
      }
      slot = (slot + 1) & mask;
    }
    return add(hash, text, window);
  }

  private boolean hasText(int group, UTF8String text) {
    int length = textLengths[group];
    return text == null
        ? length == NULL_LENGTH
        : length == text.numBytes()
            && ByteArrayMethods.arrayEquals(
                text.getBaseObject(),
                text.getBaseOffset(),
                texts,
                (long) Platform.BYTE_ARRAY_OFFSET + textStarts[group],
                length);
  }

  /** The text of a group, or null. */
  UTF8String text(int group) {
    int length = textLengths[group];
    return length == NULL_LENGTH ? null : UTF8String.fromBytes(texts, textStarts[group], length);
  }

  private int add(long hash, UTF8String text, long window) {
    if (size == hashes.length) {
      grow();
    }
    int group = size++;
    hashes[group] = hash;
    windows[group] = window;
    textStarts[group] = textsEnd;
    textLengths[group] = text == null ? NULL_LENGTH : text.numBytes();
    if (text != null) {
      append(text);
    }
    occupy(group);
    return group;
  }

  private void append(UTF8String text) {
    int end = Math.addExact(textsEnd, text.numBytes());
    if (end > texts.length) {
      texts = Arrays.copyOf(texts, Math.max(end, 2 * texts.length));
    }
    text.writeToMemory(texts, (long) Platform.BYTE_ARRAY_OFFSET + textsEnd);
    textsEnd = end;
  }

  private void occupy(int group) {
    int mask = slots.length - 1;
    int slot = (int) hashes[group] & mask;
    while (slots[slot] != FREE) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = group;
  }

  private void grow() {
    int capacity = 2 * size;
    hashes = Arrays.copyOf(hashes, capacity);
    windows = Arrays.copyOf(windows, capacity);
    textStarts = Arrays.copyOf(textStarts, capacity);
    textLengths = Arrays.copyOf(textLengths, capacity);
    slots = free(2 * capacity);
    for (int group = 0; group < size; group++) {
      occupy(group);
    }
  }
}
