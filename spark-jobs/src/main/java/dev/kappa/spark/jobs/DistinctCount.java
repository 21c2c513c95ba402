package dev.kappa.spark.jobs;

import static org.apache.spark.sql.functions.udaf;

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
public final class DistinctCount extends Aggregator<String, DistinctSketch, Long> {
  private static final long serialVersionUID = 1L;
  private static final UserDefinedFunction FUNCTION = udaf(new DistinctCount(), Encoders.STRING());

  private DistinctCount() {}

  /** The number of different values of {@code column} in a group. */
  public static Column of(Column column) {
    return FUNCTION.apply(column);
  }

  @Override
  public DistinctSketch zero() {
    return new DistinctSketch();
  }

  @Override
  public DistinctSketch reduce(DistinctSketch sketch, String value) {
    sketch.add(value);
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
