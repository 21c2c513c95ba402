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

/** The values that a group has most often: a struct of an array {@code top} of value and count. */
final class TopCounts extends Aggregator<String, PageCounts, Row> {
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

  /** The {@code count} most frequent values of {@code column}, the most frequent one first. */
  static Column of(Column column, int count) {
    return udaf(new TopCounts(count), Encoders.STRING()).apply(column).getField("top");
  }

  @Override
  public PageCounts zero() {
    return new PageCounts();
  }

  @Override
  public PageCounts reduce(PageCounts counts, String page) {
    counts.add(page);
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
