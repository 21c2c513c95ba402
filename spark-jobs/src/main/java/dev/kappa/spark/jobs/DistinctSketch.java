package dev.kappa.spark.jobs;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoSerializable;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.apache.datasketches.memory.Memory;
import org.apache.datasketches.theta.SetOperation;
import org.apache.datasketches.theta.Sketch;
import org.apache.datasketches.theta.Sketches;
import org.apache.datasketches.theta.Union;

/** What is known of the different values in a group; kept in the state as a compact sketch. */
public final class DistinctSketch implements KryoSerializable {
  /** Up to so many different values the count is exact. */
  static final int EXACT_UP_TO = 4096;

  private final Union union = SetOperation.builder().setNominalEntries(EXACT_UP_TO).buildUnion();

  /** Adds a value, given as a hash of it. */
  void add(long hash) {
    union.update(hash);
  }

  void addAll(DistinctSketch other) {
    union.union(other.compact());
  }

  long count() {
    return Math.round(compact().getEstimate());
  }

  @Override
  public void write(Kryo kryo, Output output) {
    var bytes = compact().toByteArray();
    output.writeInt(bytes.length, true);
    output.writeBytes(bytes);
  }

  @Override
  public void read(Kryo kryo, Input input) {
    union.union(Sketches.wrapSketch(Memory.wrap(input.readBytes(input.readInt(true)))));
  }

  private Sketch compact() {
    return union.getResult(false, null);
  }
}
