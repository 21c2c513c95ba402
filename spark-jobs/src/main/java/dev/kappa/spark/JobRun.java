package dev.kappa.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.spark.events.Admission;
import dev.kappa.spark.events.EventParser;
import dev.kappa.spark.events.ParseEvents;
import dev.kappa.spark.io.BatchWatermark;
import dev.kappa.spark.io.CassandraSink;
import dev.kappa.spark.io.Checkpoint;
import dev.kappa.spark.io.DeadLetterOutbox;
import dev.kappa.spark.io.KafkaSource;
import dev.kappa.spark.io.LateRows;
import dev.kappa.spark.io.SetAside;
import dev.kappa.spark.io.TargetTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.StructType;

/** Runs one job: read, parse, watermark, the job's own transform, write. */
final class JobRun {
  /** Names of what a batch reports: how many records it read, by reason, and rows it wrote. */
  static final String READ = "read";

  static final String RECORDS = "records";
  static final String WRITTEN = "written";
  static final String ROWS = "rows";

  private final SparkSession spark;
  private final KappaConfig config;

  JobRun(SparkSession spark, KappaConfig config) {
    this.spark = spark;
    this.config = config;
  }

  /**
   * Compares the job's rows with its table, and looks for the table of late rows.
   *
   * @param creation the command that creates the job's table
   * @return every difference, a sentence each
   */
  List<String> differences(Job job, String creation, CqlSession session) {
    var keyspace = config.cassandra().keyspace();
    var found =
        new ArrayList<>(
            new TargetTable(keyspace, job.table(), job.keys(), creation)
                .differences(rows(job), session));
    found.addAll(LateRows.table(keyspace).differences(LateRows.SCHEMA, session));
    return found;
  }

  /** The columns of what a job writes. */
  StructType rows(Job job) {
    var nothing = spark.createDataFrame(List.of(), job.parser().schema());
    var events =
        nothing
            .withColumn("topic", lit(""))
            .withColumn("partition", lit(0))
            .withColumn("offset", lit(0L))
            .withColumn("bytes", lit(0));
    return job.transform(events).schema();
  }

  /**
   * Starts a job where its checkpoint says it was, or at the beginning of its topic.
   *
   * @param trigger when a micro-batch is made, and whether there is a last one
   */
  StreamingQuery start(Job job, Trigger trigger) throws IOException, TimeoutException {
    // Spark hands a query a copy of the settings that are in force when it starts.
    job.settings().forEach(spark.conf()::set);
    try {
      return query(job, trigger);
    } finally {
      job.settings().keySet().forEach(spark.conf()::unset);
    }
  }

  private StreamingQuery query(Job job, Trigger trigger) throws IOException, TimeoutException {
    var checkpoint =
        Checkpoint.open(
            config.jobs().checkpointDir(), job.name(), spark.sparkContext().hadoopConfiguration());
    var sink =
        new CassandraSink(config.cassandra().keyspace(), job.table(), checkpoint.writeTimes());
    return rows(job, checkpoint)
        .writeStream()
        .queryName(job.name())
        .trigger(trigger)
        .outputMode(OutputMode.Update())
        .option("checkpointLocation", checkpoint.location())
        .foreachBatch(sink)
        .start();
  }

  private Dataset<Row> rows(Job job, Checkpoint checkpoint) {
    var parser = job.parser();
    var records = new KafkaSource(spark, config).stream(job.topics(config.topics()));
    var decided =
        new Admission(config.jobs().futureBound(), BatchWatermark.of(checkpoint))
            .decide(ParseEvents.parse(records, parser))
            .observe(
                READ,
                count(lit(1)).as(RECORDS),
                countOf(Admission.MALFORMED),
                countOf(Admission.FUTURE),
                countOf(Admission.LATE));
    var counted = setAside(job, parser).apply(decided);
    var watermark = job.watermark().orElse(config.jobs().watermark());
    var events =
        ParseEvents.events(counted)
            .withWatermark(EventParser.AT, watermark.toMillis() + " milliseconds");
    return job.transform(events).observe(WRITTEN, count(lit(1)).as(ROWS));
  }

  private SetAside setAside(Job job, EventParser parser) {
    return new SetAside(
        new DeadLetterOutbox(
            config.kafka().clientProperties(), config.topics().deadLetters(), job.name(), parser),
        new LateRows(config.cassandra().keyspace(), job.name()));
  }

  private static Column countOf(String reason) {
    return count(when(col(Admission.REASON).equalTo(reason), 1)).as(reason);
  }
}
