package dev.kappa.spark;

import dev.kappa.contracts.MalformedEventException;
import dev.kappa.spark.duplicates.EventPacking;
import dev.kappa.spark.events.EventParser;
import dev.kappa.spark.events.EventRows;
import dev.kappa.spark.io.JobState;
import dev.kappa.spark.io.PlainLocalFileSystem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Records as Kafka's consumer yields them, in memory, and the one Spark session of the tests. */
public final class Records {
  private static final String TOPIC = "topic";
  private static final int PARTITIONS = 4;

  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

  /** The session that all tests of a run share. */
  public static SparkSession spark() {
    return SparkSession.builder()
        .master("local[2]")
        .appName("tests")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.streaming.unsupportedOperationCheck", "false")
        .config("spark.sql.streaming.stateStore.providerClass", JobState.class.getName())
        .config("spark.hadoop.fs.file.impl", PlainLocalFileSystem.class.getName())
        .config(
            "spark.hadoop.fs.AbstractFileSystem.file.impl",
            PlainLocalFileSystem.Context.class.getName())
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate();
  }

  /** Adds a record with this value and timestamp, to the partitions in turn. */
  public Records add(String value, Instant timestamp) {
    var bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
    records.add(
        new ConsumerRecord<>(
            TOPIC,
            records.size() % PARTITIONS,
            records.size(),
            timestamp.toEpochMilli(),
            TimestampType.CREATE_TIME,
            0,
            bytes == null ? 0 : bytes.length,
            null,
            bytes,
            new RecordHeaders(),
            Optional.empty()));
    return this;
  }

  /** What {@code job} makes of the records. */
  public List<Row> rowsOf(Job job) {
    var plan = JobPlan.of(job, spark());
    var packing = new EventPacking(job.parser(), plan.columns(), Optional.empty());
    var blocks = gathered(packing, job.parser(), 0);
    var packed = spark().createDataset(blocks, Encoders.BINARY()).toDF("packed").repartition(3);
    return job.transform(plan.events(packed)).collectAsList();
  }

  /** The records that are events, as the tasks that read their partitions gather them. */
  public List<byte[]> gathered(EventPacking packing, EventParser parser, long watermarkMillis) {
    var gathered = new ArrayList<byte[]>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      gathered.addAll(gather(packing, parser, watermarkMillis, partition));
    }
    return gathered;
  }

  private List<byte[]> gather(
      EventPacking packing, EventParser parser, long watermarkMillis, int partition) {
    var rows = new EventRows(parser, TOPIC);
    var gathering = packing.gathering(watermarkMillis);
    for (var record : records) {
      if (record.partition() == partition && !isMalformed(rows, record)) {
        gathering.add(rows.of(record), record);
      }
    }
    return gathering.drain();
  }

  /** How many records are malformed. */
  public long malformed(EventParser parser) {
    var rows = new EventRows(parser, TOPIC);
    return records.stream().filter(record -> isMalformed(rows, record)).count();
  }

  private static boolean isMalformed(EventRows rows, ConsumerRecord<byte[], byte[]> record) {
    try {
      rows.of(record);
      return false;
    } catch (MalformedEventException e) {
      return true;
    }
  }
}
