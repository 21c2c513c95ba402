package dev.kappa.spark.io;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Values of bytes, each under a number, that grow at their end. They lie outside of the heap, in
 * blocks of one size: a value that grows is never copied, and what one gives back fits any other.
 */
final class GrowingValues {
  private static final int BLOCK_BYTES = 512;
  private static final int BLOCKS_PER_SEGMENT = 2_048;
  private static final int SEGMENT_BYTES = BLOCKS_PER_SEGMENT * BLOCK_BYTES;

  /** Where a value lies: the numbers of its blocks; of the last of them a part is used. */
  private static final class Value {
    private int[] blocks = new int[2];
    private int length;

    int blockCount() {
      return (length + BLOCK_BYTES - 1) / BLOCK_BYTES;
    }
  }

  private final Map<Integer, Value> values = new HashMap<>();
  private final List<ByteBuffer> segments = new ArrayList<>();
  private final ArrayDeque<Integer> freeBlocks = new ArrayDeque<>();

  Set<Integer> keys() {
    return values.keySet();
  }

  boolean has(int key) {
    return values.containsKey(key);
  }

  /** In bytes; 0 where there is no value. */
  int length(int key) {
    var value = values.get(key);
    return value == null ? 0 : value.length;
  }

  /** A copy of the value of a key that is there. */
  byte[] get(int key) {
    var value = values.get(key);
    var bytes = new byte[value.length];
    for (int from = 0; from < bytes.length; from += BLOCK_BYTES) {
      int block = value.blocks[from / BLOCK_BYTES];
      segment(block).get(start(block), bytes, from, Math.min(BLOCK_BYTES, bytes.length - from));
    }
    return bytes;
  }

  /** Whether these bytes begin with the value of that key. */
  boolean isStartOf(byte[] bytes, int key) {
    var value = values.get(key);
    if (value == null || value.length > bytes.length) {
      return false;
    }
    for (int from = 0; from < value.length; from += BLOCK_BYTES) {
      int block = value.blocks[from / BLOCK_BYTES];
      int size = Math.min(BLOCK_BYTES, value.length - from);
      var kept = segment(block).slice(start(block), size);
      if (kept.mismatch(ByteBuffer.wrap(bytes, from, size)) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** Bytes from there on become the end of the value; where there is none, they are the value. */
  void append(int key, byte[] bytes, int start) {
    var value = values.computeIfAbsent(key, one -> new Value());
    int from = start;
    while (from < bytes.length) {
      int used = value.length % BLOCK_BYTES;
      if (used == 0) {
        addBlock(value);
      }
      int block = value.blocks[value.length / BLOCK_BYTES];
      int size = Math.min(BLOCK_BYTES - used, bytes.length - from);
      segment(block).put(start(block) + used, bytes, from, size);
      value.length += size;
      from += size;
    }
  }

  private void addBlock(Value value) {
    int count = value.blockCount();
    if (count == value.blocks.length) {
      value.blocks = Arrays.copyOf(value.blocks, count + count / 2 + 1);
    }
    if (freeBlocks.isEmpty()) {
      addSegment();
    }
    value.blocks[count] = freeBlocks.pop();
  }

  private void addSegment() {
    int first = segments.size() * BLOCKS_PER_SEGMENT;
    DirectMemory.requireRoom(SEGMENT_BYTES);
    segments.add(ByteBuffer.allocateDirect(SEGMENT_BYTES));
    for (int block = first; block < first + BLOCKS_PER_SEGMENT; block++) {
      freeBlocks.add(block);
    }
  }

  void remove(int key) {
    var value = values.remove(key);
    if (value != null) {
      for (int i = 0; i < value.blockCount(); i++) {
        freeBlocks.push(value.blocks[i]);
      }
    }
  }

  int size() {
    return values.size();
  }

  /** What they take outside of the heap, blocks that are free at the time among it. */
  long memoryBytes() {
    return (long) segments.size() * SEGMENT_BYTES;
  }

  private ByteBuffer segment(int block) {
    return segments.get(block / BLOCKS_PER_SEGMENT);
  }

  private static int start(int block) {
    return block % BLOCKS_PER_SEGMENT * BLOCK_BYTES;
  }
}
