package dev.kappa.spark.condensing;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.aggregate.ImperativeAggregate;
import org.apache.spark.sql.catalyst.expressions.aggregate.TypedImperativeAggregate;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * How many different texts condensed events hold: exact up to {@value DistinctSketch#EXACT_UP_TO}
 * of them, and above that an estimate with a relative standard error of 1.6 % (a theta sketch).
 * Nulls do not count. A group's state is never over 33 KiB.
 *
 * <p>It is an aggregate as Spark's own are, and not one of its {@code Aggregator}s, where turning
 * values into objects costs more than counting them.
 */
public final class DistinctCount extends TypedImperativeAggregate<DistinctSketch>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Expression sketches;
  private final int mutableAggBufferOffset;
  private final int inputAggBufferOffset;

  /** For Spark, which makes copies of it. */
  public DistinctCount(Expression sketches, int mutableAggBufferOffset, int inputAggBufferOffset) {
    this.sketches = sketches;
    this.mutableAggBufferOffset = mutableAggBufferOffset;
    this.inputAggBufferOffset = inputAggBufferOffset;
  }

  /**
   * The number of different values in a group.
   *
   * @param sketches a column that {@link Condensing} has made of the values
   */
  public static Column of(Column sketches) {
    return new Column(new DistinctCount(sketches.expr(), 0, 0).toAggregateExpression());
  }

  @Override
  public DistinctSketch createAggregationBuffer() {
    return new DistinctSketch();
  }

  @Override
  public DistinctSketch update(DistinctSketch sketch, InternalRow row) {
    sketch.addAll((byte[]) sketches.eval(row));
    return sketch;
  }

  @Override
  public DistinctSketch merge(DistinctSketch one, DistinctSketch other) {
    one.addAll(other);
    return one;
  }

  @Override
  public Object eval(DistinctSketch sketch) {
    return sketch.count();
  }

  @Override
  public byte[] serialize(DistinctSketch sketch) {
    return sketch.toBytes();
  }

  @Override
  public DistinctSketch deserialize(byte[] bytes) {
    return DistinctSketch.of(bytes);
  }

  @Override
  public DataType dataType() {
    return DataTypes.LongType;
  }

  @Override
  public boolean nullable() {
    return false;
  }

  @Override
  public String prettyName() {
    return "distinct_count";
  }

  @Override
  public int mutableAggBufferOffset() {
    return mutableAggBufferOffset;
  }

  @Override
  public ImperativeAggregate withNewMutableAggBufferOffset(int offset) {
    return new DistinctCount(sketches, offset, inputAggBufferOffset);
  }

  @Override
  public int inputAggBufferOffset() {
    return inputAggBufferOffset;
  }

  @Override
  public ImperativeAggregate withNewInputAggBufferOffset(int offset) {
    return new DistinctCount(sketches, mutableAggBufferOffset, offset);
  }

  @Override
  public Seq<Expression> children() {
    return CollectionConverters.asScala(List.of(sketches)).toSeq();
  }

  @Override
  public Expression withNewChildrenInternal(IndexedSeq<Expression> children) {
    return new DistinctCount(children.head(), mutableAggBufferOffset, inputAggBufferOffset);
  }

  @Override
  public int productArity() {
    return 3;
  }

  @Override
  public Object productElement(int index) {
    return switch (index) {
      case 0 -> sketches;
      case 1 -> mutableAggBufferOffset;
      case 2 -> inputAggBufferOffset;
      default -> throw new IndexOutOfBoundsException(index);
    };
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof DistinctCount;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DistinctCount count
        && sketches.equals(count.sketches)
        && mutableAggBufferOffset == count.mutableAggBufferOffset
        && inputAggBufferOffset == count.inputAggBufferOffset;
  }

  @Override
  public int hashCode() {
    return Objects.hash(sketches, mutableAggBufferOffset, inputAggBufferOffset);
  }
}
