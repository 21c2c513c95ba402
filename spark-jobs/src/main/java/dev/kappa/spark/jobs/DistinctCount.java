package dev.kappa.spark.jobs;

import static org.apache.spark.sql.functions.udaf;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.expressions.Aggregator;
import org.apache.spark.sql.expressions.UserDefinedFunction;

/**
 * How many different texts there are: exact up to {@value DistinctSketch#EXACT_UP_TO} of them, and
 * above that an estimate with a relative standard error of 1.6 % (a theta sketch). Nulls do not
 * count. A group's state is never over 32 KiB.
 */
public final class DistinctCount extends Aggregator<Long, DistinctSketch, Long> {
  private static final long serialVersionUID = 1L;
  private static final UserDefinedFunction FUNCTION = udaf(new DistinctCount(), Encoders.LONG());

  /**
   * What is counted are hashes of 64 bits: those of 4,096 texts differ but for one in 10^12 times.
   */
  private DistinctCount() {}

  /** The number of different values of {@code column} in a group. */
  public static Column of(Column column) {
    return FUNCTION.apply(when(column.isNotNull(), xxhash64(column)));
  }

  @Override
  public DistinctSketch zero() {
    return new DistinctSketch();
  }

  @Override
  public DistinctSketch reduce(DistinctSketch sketch, Long hash) {
    if (hash != null) {
      sketch.add(hash);
    }
    return sketch;
  }

  @Override
  public DistinctSketch merge(DistinctSketch one, DistinctSketch other) {
    one.addAll(other);
    return one;
  }

  @Override
  public Long finish(DistinctSketch sketch) {
    return sketch.count();
  }

  @Override
  public Encoder<DistinctSketch> bufferEncoder() {
    return Encoders.kryo(DistinctSketch.class);
  }

  @Override
  public Encoder<Long> outputEncoder() {
    return Encoders.LONG();
  }
}
