package dev.kappa.spark.io;

import dev.kappa.contracts.config.KappaConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Topics as streams of records. */
public final class KafkaSource {
  private final SparkSession spark;
  private final KappaConfig config;

  public KafkaSource(SparkSession spark, KappaConfig config) {
    this.spark = spark;
    this.config = config;
  }

  /**
   * Topics from their beginning on, with the columns of Spark's source for Kafka and the headers.
   * Only records of committed transactions are seen.
   */
  public Dataset<Row> stream(List<String> topics) {
    return spark
        .readStream()
        .format("kafka")
        .options(options())
        .option("subscribe", String.join(",", topics))
        .load();
  }

  private Map<String, String> options() {
    var options = new HashMap<String, String>();
    config.kafka().clientProperties().forEach((name, value) -> options.put("kafka." + name, value));
    options.put("kafka.isolation.level", "read_committed");
    // Kafka's 500 records a poll cost half of the reading speed.
    options.put("kafka.max.poll.records", "10000");
    options.put("maxOffsetsPerTrigger", Integer.toString(config.jobs().maxBatchRecords()));
    options.put("includeHeaders", "true");
    options.put("startingOffsets", "earliest");
    options.put("failOnDataLoss", "true");
    return options;
  }
}
