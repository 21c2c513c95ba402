package dev.kappa.spark;

import dev.kappa.spark.duplicates.Duplicates;
import dev.kappa.spark.duplicates.EventPacking;
import dev.kappa.spark.events.EventParser;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.streaming.MemoryStream;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/** A job over micro-batches in memory, and the table that its rows make. */
public final class StreamedJob implements AutoCloseable {
  private final Job job;
  private final long delayMillis;
  private final EventPacking packing;
  private final MemoryStream<byte[]> stream;
  private final StreamingQuery query;
  private final Map<List<Object>, Row> table = new HashMap<>();
  private final int bucketOperators;

  /**
   * Starts the job.
   *
   * @param checkpoint an empty folder
   * @param keys the table's key columns
   */
  public StreamedJob(Job job, Duration watermark, Path checkpoint, String... keys)
      throws TimeoutException {
    this.job = job;
    this.delayMillis = watermark.toMillis();
    var spark = Records.spark();
    var plan = JobPlan.of(job, spark);
    packing = plan.packing();
    stream = new MemoryStream<>(0, spark.sqlContext(), Option.empty(), Encoders.BINARY());
    var packed = stream.toDF().repartition(3);
    var counting = job.identity().isPresent() ? Duplicates.drop(packed) : packed;
    var delay = delayMillis + " milliseconds";
    bucketOperators = job.identity().isPresent() ? 1 : 0;
    var events = plan.events(counting).withWatermark(EventParser.AT, delay);
    job.settings().forEach(spark.conf()::set);
    plan.requireStreamable(plan.events(packed).withWatermark(EventParser.AT, delay));
    try {
      query =
          job.transform(events)
              .writeStream()
              .outputMode(OutputMode.Update())
              .option("checkpointLocation", checkpoint.toString())
              .foreachBatch((VoidFunction2<Dataset<Row>, Long>) (rows, batch) -> write(rows, keys))
              .start();
    } finally {
      job.settings().keySet().forEach(spark.conf()::unset);
    }
  }

  private void write(Dataset<Row> rows, String... keys) {
    var isDeletable = List.of(rows.columns()).contains(Job.DELETED);
    for (Row row : rows.collectAsList()) {
      var key = Arrays.stream(keys).map(row::<Object>getAs).toList();
      if (isDeletable && row.<Boolean>getAs(Job.DELETED)) {
        table.remove(key);
      } else {
        table.put(key, row);
      }
    }
  }

  /** Runs a micro-batch of these records, and what follows when it moves the watermark. */
  public void batch(Records records) throws StreamingQueryException {
    stream.addData(
        CollectionConverters.asScala(
            records.gathered(packing, job.parser(), watermarkMillis(query))));
    query.processAllAvailable();
  }

  /** The watermark of a query's last batch. */
  public static long watermarkMillis(StreamingQuery query) {
    var last = query.lastProgress();
    var watermark = last == null ? null : last.eventTime().get("watermark");
    return watermark == null ? 0 : Instant.parse(watermark).toEpochMilli();
  }

  /** The rows that the table holds. */
  public List<Row> table() {
    return List.copyOf(table.values());
  }

  /** How many keys the job's own operators keep, of all of them together. */
  public long keptKeys() {
    var operators = query.lastProgress().stateOperators();
    // The last one named is the first in the plan: the buckets of identities.
    return Arrays.stream(operators)
        .limit(operators.length - bucketOperators)
        .mapToLong(operator -> operator.numRowsTotal())
        .sum();
  }

  /** What Spark says of the operators' state: rows and bytes, of all of them together. */
  public long[] stateRowsAndBytes() {
    var operators = query.lastProgress().stateOperators();
    return new long[] {
      Arrays.stream(operators).mapToLong(operator -> operator.numRowsTotal()).sum(),
      Arrays.stream(operators).mapToLong(operator -> operator.memoryUsedBytes()).sum()
    };
  }

  @Override
  public void close() throws TimeoutException {
    query.stop();
  }
}
