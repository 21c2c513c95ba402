package dev.kappa.spark.io;

import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.spark.events.EventParser;
import dev.kappa.spark.source.EventSource;
import dev.kappa.spark.source.ParserText;
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
   * The records of topics from their beginning on, with their events as {@code parser} reads them:
   * the columns of {@link EventSource}. Only records of committed transactions are seen.
   */
  public Dataset<Row> stream(List<String> topics, EventParser parser) {
    return spark
        .readStream()
        .format(EventSource.class.getName())
        .options(options())
        .option("subscribe", String.join(",", topics))
        .option(EventSource.PARSER, ParserText.write(parser))
        .load();
  }

  private Map<String, String> options() {
    var options = new HashMap<String, String>();
    config.kafka().clientProperties().forEach((name, value) -> options.put("kafka." + name, value));
    options.put("kafka.isolation.level", "read_committed");
    options.put("kafka.max.poll.records", "10000");
    options.put("kafka.max.partition.fetch.bytes", Integer.toString(4 << 20));
    options.put("maxOffsetsPerTrigger", Integer.toString(config.jobs().maxBatchRecords()));
    options.put("startingOffsets", "earliest");
    options.put("failOnDataLoss", "true");
    return options;
  }
}
