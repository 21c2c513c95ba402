package dev.kappa.spark.jobs;

import static org.apache.spark.sql.functions.udaf;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Aggregator;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;

/** The values that a group has most often: a struct of an array {@code top} of value and count. */
final class TopCounts extends Aggregator<Tuple2<String, Long>, PageCounts, Row> {
  private static final long serialVersionUID = 1L;
  private static final StructType SCHEMA =
      new StructType()
          .add(
              "top",
              DataTypes.createArrayType(
                  new StructType()
                      .add("page", DataTypes.StringType)
                      .add("actions", DataTypes.LongType)));

  private final int count;

  private TopCounts(int count) {
    this.count = count;
  }

  /**
   * The {@code count} most frequent values, the most frequent one first.
   *
   * @param times how often a row has its value
   */
  static Column of(Column value, Column times, int count) {
    return udaf(new TopCounts(count), Encoders.tuple(Encoders.STRING(), Encoders.LONG()))
        .apply(value, times)
        .getField("top");
  }

  @Override
  public PageCounts zero() {
    return new PageCounts();
  }

  @Override
  public PageCounts reduce(PageCounts counts, Tuple2<String, Long> page) {
    counts.add(page._1(), page._2());
    return counts;
  }

  @Override
  public PageCounts merge(PageCounts one, PageCounts other) {
    one.addAll(other);
    return one;
  }

  @Override
  public Row finish(PageCounts counts) {
    var top = counts.top(count);
    var rows =
        top.stream().map(one -> RowFactory.create(one.page(), one.visits())).toArray(Row[]::new);
    return RowFactory.create((Object) rows);
  }

  @Override
  public Encoder<PageCounts> bufferEncoder() {
    return Encoders.kryo(PageCounts.class);
  }

  @Override
  public Encoder<Row> outputEncoder() {
    return Encoders.row(SCHEMA);
  }
}
