package dev.kappa.spark.duplicates;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import dev.kappa.spark.events.EventParser;
import dev.kappa.spark.io.BatchClock;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.GroupStateTimeout;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

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

  private final String identity;
  private final BatchClock clock;

  /**
   * @param identity the column that tells a duplicate
   * @param clock of the query
   */
  public Duplicates(String identity, BatchClock clock) {
    this.identity = identity;
    this.clock = clock;
  }

  /**
   * The events that count.
   *
   * @param kept the columns that are still needed; the event time is among them in any case
   */
  public Dataset<Row> drop(Dataset<Row> events, Set<String> kept) {
    var codec =
        new EventCodec(
            new StructType(
                Stream.of(events.schema().fields())
                    .filter(
                        field -> kept.contains(field.name()) || field.name().equals(EventParser.AT))
                    .toArray(StructField[]::new)));
    var blocks =
        events
            .select(codec.packed(identity))
            .as(Encoders.BINARY())
            .mapPartitions(new GatherChunks(clock), Encoders.BINARY())
            .groupByKey((MapFunction<byte[], Integer>) Chunk::bucket, Encoders.INT())
            .flatMapGroupsWithState(
                new DropDuplicates(),
                OutputMode.Append(),
                Encoders.BINARY(),
                Encoders.tuple(Encoders.BINARY(), Encoders.LONG()),
                GroupStateTimeout.NoTimeout())
            .toDF("block", DUPLICATES);
    return blocks
        .observe(DUPLICATES, sum(col(DUPLICATES)).as(DUPLICATES))
        .select(codec.unpacked(col("block")));
  }
}
