package dev.kappa.spark;

import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.spark.io.JobState;
import dev.kappa.spark.io.PlainLocalFileSystem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;

/**
 * The Spark settings that the jobs run with. Whatever {@code spark-submit} was given stays; the
 * rest is set here.
 */
final class SparkSettings {
  private SparkSettings() {}

  /** Adds to {@code submitted} what it does not say. */
  static SparkConf complete(SparkConf submitted, KappaConfig config) {
    all(config).forEach(submitted::setIfMissing);
    return submitted;
  }

  private static Map<String, String> all(KappaConfig config) {
    var settings = new LinkedHashMap<String, String>();
    var partitions = config.jobs().shufflePartitions();
    if (partitions > 0) {
      settings.put("spark.sql.shuffle.partitions", text(partitions));
    }
    settings.put("spark.app.name", "kappa");
    settings.put("spark.sql.session.timeZone", "UTC");
    settings.put("spark.sql.streaming.metricsEnabled", "false");
    // JobPlan checks the jobs' own plans.
    settings.put("spark.sql.streaming.unsupportedOperationCheck", "false");
    settings.put("spark.ui.enabled", "false");
    settings.put("spark.ui.showConsoleProgress", "false");
    // Jobs share the cores: one that catches up does not hold up the others.
    settings.put("spark.scheduler.mode", "FAIR");
    // Sketches of distinct users are objects: sorting them instead, past 128 groups, is slower.
    settings.put("spark.sql.objectHashAggregate.sortBased.fallbackThreshold", text(100_000));
    settings.put("spark.sql.streaming.stateStore.providerClass", JobState.class.getName());
    settings.put("spark.sql.streaming.stateStore.rocksdb.changelogCheckpointing.enabled", "true");
    // Of snapshots, one a minute is uploaded; a task waits for every one.
    settings.put("spark.sql.streaming.stateStore.minDeltasForSnapshot", text(30));
    // To count the rows of the state, every row would be read again before it is written.
    settings.put("spark.sql.streaming.stateStore.rocksdb.trackTotalNumberOfRows", "false");
    settings.put("spark.hadoop.fs.file.impl", PlainLocalFileSystem.class.getName());
    settings.put(
        "spark.hadoop.fs.AbstractFileSystem.file.impl",
        PlainLocalFileSystem.Context.class.getName());
    settings.putAll(cassandra(config.cassandra()));
    return settings;
  }

  private static Map<String, String> cassandra(KappaConfig.Cassandra cassandra) {
    var settings = new LinkedHashMap<String, String>();
    settings.put(
        "spark.cassandra.connection.host",
        cassandra.contactPoints().stream()
            .map(address -> address.getHostString() + ":" + address.getPort())
            .collect(Collectors.joining(",")));
    settings.put("spark.cassandra.connection.localDC", cassandra.localDatacenter());
    if (!cassandra.username().isEmpty()) {
      settings.put("spark.cassandra.auth.username", cassandra.username());
      settings.put("spark.cassandra.auth.password", cassandra.password());
    }
    settings.put("spark.cassandra.output.concurrent.writes", text(64));
    // Of a backlog, a partition has tens of rows; Cassandra minds large requests of several only.
    settings.put("spark.cassandra.output.batch.size.bytes", text(4_096));
    settings.put("spark.cassandra.output.consistency.level", "LOCAL_QUORUM");
    return settings;
  }

  private static String text(int number) {
    return Integer.toString(number);
  }
}
