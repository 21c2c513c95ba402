package dev.kappa.spark.duplicates;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.GroupStateTimeout;
import org.apache.spark.sql.streaming.OutputMode;

/**
 * Takes duplicates out of a stream of events: of those that share an identity, one counts, as long
 * as its event time is later than the watermark. That also holds for duplicates in other partitions
 * of a topic, and with another event time.
 *
 * <p>The state is a fixed number of buckets by identity. What a bucket holds of the past is dropped
 * when an event falls into it, so that nothing has to be looked through in every micro-batch, as
 * {@code dropDuplicatesWithinWatermark} does with its whole state.
 */
public final class Duplicates {
  /** The observation, and in it how many duplicates a micro-batch held. */
  public static final String DUPLICATES = "duplicates";

  private Duplicates() {}

  /** How the state keeps identities from this column: another way could not read it. */
  public static String keptAs(String identity) {
    return identity + ", as hashes of 79 bits, added to those before";
  }

  /**
   * The events that count, in blocks.
   *
   * @param chunks a column of {@link EventPacking#gathering}'s
   * @return a column of blocks, of the same name
   */
  public static Dataset<Row> drop(Dataset<Row> chunks) {
    var column = chunks.columns()[0];
    return chunks
        .as(Encoders.BINARY())
        .groupByKey((MapFunction<byte[], Integer>) Chunk::bucket, Encoders.INT())
        .flatMapGroupsWithState(
            new DropDuplicates(),
            OutputMode.Append(),
            Encoders.BINARY(),
            Encoders.tuple(Encoders.BINARY(), Encoders.LONG()),
            GroupStateTimeout.NoTimeout())
        .toDF(column, DUPLICATES)
        .observe(DUPLICATES, sum(col(DUPLICATES)).as(DUPLICATES))
        .drop(DUPLICATES);
  }
}
