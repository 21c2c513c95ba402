package dev.kappa.spark;

import dev.kappa.spark.events.ParseEvents;
import dev.kappa.spark.io.PlainLocalFileSystem;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Records as Kafka's source yields them, in memory, and the one Spark session of the tests. */
public final class Records {
  /** The columns. */
  static final StructType SCHEMA =
      new StructType()
          .add("key", DataTypes.BinaryType)
          .add("value", DataTypes.BinaryType)
          .add("topic", DataTypes.StringType)
          .add("partition", DataTypes.IntegerType)
          .add("offset", DataTypes.LongType)
          .add("timestamp", DataTypes.TimestampType);

  private final List<Row> rows = new ArrayList<>();

  /** The session that all tests of a run share. */
  public static SparkSession spark() {
    return SparkSession.builder()
        .master("local[2]")
        .appName("tests")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.streaming.unsupportedOperationCheck", "false")
        .config("spark.hadoop.fs.file.impl", PlainLocalFileSystem.class.getName())
        .config(
            "spark.hadoop.fs.AbstractFileSystem.file.impl",
            PlainLocalFileSystem.Context.class.getName())
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate();
  }

  /** Adds a record with this value and timestamp. */
  public Records add(String value, Instant timestamp) {
    rows.add(
        RowFactory.create(
            null,
            value == null ? null : value.getBytes(StandardCharsets.UTF_8),
            "topic",
            rows.size() % 4,
            (long) rows.size(),
            Timestamp.from(timestamp)));
    return this;
  }

  /** The records themselves. */
  List<Row> rows() {
    return rows;
  }

  /** What {@code job} makes of the records. */
  public List<Row> rowsOf(Job job) {
    return job.transform(ParseEvents.events(parsedBy(job).where("event is not null")))
        .collectAsList();
  }

  /** The records after the job's parser. */
  public Dataset<Row> parsedBy(Job job) {
    return ParseEvents.parse(spark().createDataFrame(rows, SCHEMA).repartition(3), job.parser());
  }
}
