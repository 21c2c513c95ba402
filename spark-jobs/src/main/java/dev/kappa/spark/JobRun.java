package dev.kappa.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.spark.events.EventParser;
import dev.kappa.spark.events.ParseEvents;
import dev.kappa.spark.io.CassandraSink;
import dev.kappa.spark.io.Checkpoint;
import dev.kappa.spark.io.KafkaSource;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;

/** Runs one job: read, parse, watermark, the job's own transform, write. */
final class JobRun {
  /** Names of the counts that a batch reports. */
  static final String RECORDS = "records";

  static final String MALFORMED = "malformed";
  static final String ROWS = "rows";

  private final SparkSession spark;
  private final KappaConfig config;

  JobRun(SparkSession spark, KappaConfig config) {
    this.spark = spark;
    this.config = config;
  }

  /**
   * Starts a job where its checkpoint says it was, or at the beginning of its topic.
   *
   * @param trigger when a micro-batch is made, and whether there is a last one
   */
  StreamingQuery start(Job job, Trigger trigger) throws IOException, TimeoutException {
    var checkpoint =
        Checkpoint.open(
            config.jobs().checkpointDir(), job.name(), spark.sparkContext().hadoopConfiguration());
    var sink =
        new CassandraSink(config.cassandra().keyspace(), job.table(), checkpoint.writeTimes());
    return rows(job)
        .writeStream()
        .queryName(job.name())
        .trigger(trigger)
        .outputMode(OutputMode.Update())
        .option("checkpointLocation", checkpoint.location())
        .foreachBatch(sink)
        .start();
  }

  private Dataset<Row> rows(Job job) {
    var records = new KafkaSource(spark, config.kafka()).stream(job.topic(config.topics()));
    var parsed =
        ParseEvents.parse(records, job.parser())
            .observe(
                "read",
                count(lit(1)).as(RECORDS),
                count(when(col("event").isNull(), 1)).as(MALFORMED));
    var events =
        ParseEvents.wellFormed(parsed)
            .withWatermark(EventParser.AT, config.jobs().watermark().toMillis() + " milliseconds");
    return job.transform(events).observe("written", count(lit(1)).as(ROWS));
  }
}
