package dev.kappa.spark.source;

import dev.kappa.contracts.config.KappaConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Topics as streams of events. */
public final class KafkaSource {
  private final SparkSession spark;
  private final KappaConfig config;

  public KafkaSource(SparkSession spark, KappaConfig config) {
    this.spark = spark;
    this.config = config;
  }

  /**
   * Topics from their beginning on, as {@link EventSource} yields them. Only records of committed
   * transactions are seen.
   */
  public Dataset<Row> stream(List<String> topics, Intake intake) {
    return spark
        .readStream()
        .format(EventSource.class.getName())
        .options(options())
        .option("subscribe", String.join(",", topics))
        .option(EventSource.PARSER, SerializedText.write(intake.parser()))
        .option(EventSource.INTAKE, SerializedText.write(intake))
        .load();
  }

  private Map<String, String> options() {
    var options = new HashMap<String, String>();
    config.kafka().clientProperties().forEach((name, value) -> options.put("kafka." + name, value));
    options.put("kafka.isolation.level", "read_committed");
    // As many as the caches hold, which are then parsed at once.
    options.put("kafka.max.poll.records", "500");
    options.put("kafka.max.partition.fetch.bytes", Integer.toString(4 << 20));
    options.put("maxOffsetsPerTrigger", Integer.toString(config.jobs().maxBatchRecords()));
    options.put("startingOffsets", "earliest");
    options.put("failOnDataLoss", "true");
    return options;
  }
}
