package dev.kappa.spark.condensing;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.datasketches.memory.Memory;
import org.apache.datasketches.theta.SetOperation;
import org.apache.datasketches.theta.Sketch;
import org.apache.datasketches.theta.Sketches;
import org.apache.datasketches.theta.Union;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * What is known of the different values in a group: their hashes, as long as they are few, and a
 * theta sketch when they are many.
 */
final class DistinctSketch {
  /** Up to so many different values the count is exact. */
  static final int EXACT_UP_TO = 4096;

  private static final byte HASHES = 0;
  private static final byte SKETCH = 1;

  private static final long SEED = 42;

  private SortedHashes hashes = new SortedHashes();
  private Union union;

  /** Of values that are given as hashes of them, in any order and any number of times. */
  static DistinctSketch ofHashes(long... hashes) {
    var sketch = new DistinctSketch();
    sketch.hashes = SortedHashes.of(hashes);
    return sketch;
  }

  /** The hash of a text. Those of 4,096 texts differ but for one in 10^12 times. */
  static long hash(UTF8String text) {
    return XXH64.hashUnsafeBytes(text.getBaseObject(), text.getBaseOffset(), text.numBytes(), SEED);
  }

  void addAll(DistinctSketch other) {
    if (other.union == null) {
      addAll(other.hashes);
    } else {
      sketch();
      union.union(other.compact());
    }
  }

  /** Adds what {@link #toBytes} wrote. */
  void addAll(byte[] bytes) {
    if (bytes[0] == SKETCH) {
      var content = Arrays.copyOfRange(bytes, 1, bytes.length);
      sketch();
      union.union(Sketches.wrapSketch(Memory.wrap(content)));
    } else {
      var kept = new long[bytes.length / Long.BYTES];
      ByteBuffer.wrap(bytes, 1, bytes.length - 1).asLongBuffer().get(kept);
      addAll(new SortedHashes(kept));
    }
  }

  private void addAll(SortedHashes others) {
    if (union == null) {
      hashes.addAll(others);
      sketchIfFarTooMany();
    } else {
      others.forEach(union::update);
    }
  }

  long count() {
    sketchIfTooMany();
    return union == null ? hashes.size() : Math.round(compact().getEstimate());
  }

  /** All of it, for {@link #of}. */
  byte[] toBytes() {
    sketchIfTooMany();
    if (union != null) {
      var sketch = compact().toByteArray();
      return ByteBuffer.allocate(1 + sketch.length).put(SKETCH).put(sketch).array();
    }
    var bytes = ByteBuffer.allocate(1 + hashes.size() * Long.BYTES).put(HASHES);
    hashes.forEach(bytes::putLong);
    return bytes.array();
  }

  /** What {@link #toBytes} wrote. */
  static DistinctSketch of(byte[] bytes) {
    var sketch = new DistinctSketch();
    sketch.addAll(bytes);
    return sketch;
  }

  /** Without counting them each time. */
  private void sketchIfFarTooMany() {
    if (hashes.sizeAtMost() > 2 * EXACT_UP_TO) {
      sketchIfTooMany();
    }
  }

  private void sketchIfTooMany() {
    if (union == null && hashes.size() > EXACT_UP_TO) {
      sketch();
    }
  }

  private void sketch() {
    if (union == null) {
      union = SetOperation.builder().setNominalEntries(EXACT_UP_TO).buildUnion();
      hashes.forEach(union::update);
      hashes = null;
    }
  }

  private Sketch compact() {
    return union.getResult(false, null);
  }
}
