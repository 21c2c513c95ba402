package dev.kappa.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import com.datastax.spark.connector.cql.CassandraConnector;
import dev.kappa.contracts.config.ConfigurationException;
import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.spark.duplicates.Duplicates;
import dev.kappa.spark.duplicates.EventPacking;
import dev.kappa.spark.events.Admission;
import dev.kappa.spark.events.EventParser;
import dev.kappa.spark.io.BatchClock;
import dev.kappa.spark.io.CassandraSink;
import dev.kappa.spark.io.Checkpoint;
import dev.kappa.spark.io.DeadLetterOutbox;
import dev.kappa.spark.io.DriverEpoch;
import dev.kappa.spark.io.LateRows;
import dev.kappa.spark.io.SetAside;
import dev.kappa.spark.io.TargetTable;
import dev.kappa.spark.source.EventSource;
import dev.kappa.spark.source.Intake;
import dev.kappa.spark.source.KafkaSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;

/** Runs one job: read, parse, drop duplicates, watermark, the job's own transform, write. */
final class JobRun {
  /** Names of what a batch reports: how many records it read, by reason, and rows it wrote. */
  static final String READ = "read";

  static final String WRITTEN = "written";
  static final String ROWS = "rows";

  private final SparkSession spark;
  private final KappaConfig config;
  private final StartCheck check;
  private final BatchGate gate;
  private final Map<String, DriverEpoch> epochs = new HashMap<>();
  private final Map<String, JobPlan> plans = new HashMap<>();

  /**
   * @param gate what every micro-batch passes before it writes
   */
  JobRun(SparkSession spark, KappaConfig config, StartCheck check, BatchGate gate) {
    this.spark = spark;
    this.config = config;
    this.check = check;
    this.gate = gate;
  }

  /**
   * Compares the job's rows with its table, its checkpoint with the job, and both with Kafka.
   *
   * @return why it must not start, a sentence each; empty where it may
   */
  List<String> problems(Job job)
      throws IOException, ExecutionException, TimeoutException, InterruptedException {
    var plan = plan(job);
    var keyspace = config.cassandra().keyspace();
    var table = new TargetTable(keyspace, job.table(), job.keys(), JobTables.creation(job));
    try (var session = CassandraConnector.apply(spark.sparkContext().getConf()).openSession()) {
      var found = new ArrayList<>(table.differences(plan.rows(), session));
      found.addAll(LateRows.table(keyspace).differences(LateRows.SCHEMA, session));
      if (found.isEmpty()) {
        found.addAll(
            check.problems(job, check.about(job, plan), checkpoint(job), table.hasRows(session)));
      }
      return found;
    }
  }

  /**
   * Lets a job begin at the start of its topics: what its checkpoint held is set aside.
   *
   * @return where it is now; nothing where there was nothing
   */
  Optional<String> fromStart(Job job)
      throws IOException, ExecutionException, TimeoutException, InterruptedException {
    var checkpoint = checkpoint(job);
    var aside = checkpoint.setAside();
    checkpoint.create(check.about(job, plan(job)));
    return aside;
  }

  /**
   * Takes a job's checkpoint over from any other driver, or creates it. Every job's is taken before
   * the first one starts: otherwise a driver that stands still in between would later take the rest
   * from its successor.
   */
  void takeOver(Job job)
      throws IOException, ExecutionException, TimeoutException, InterruptedException {
    var checkpoint = checkpoint(job);
    checkpoint.create(check.about(job, plan(job)));
    epochs.put(job.name(), checkpoint.takeOver());
  }

  /**
   * Starts a job that was taken over where its checkpoint says it was, or, the first time, at the
   * beginning of its topics.
   *
   * @param trigger when a micro-batch is made, and whether there is a last one
   * @throws ConfigurationException when it must not start
   */
  StreamingQuery start(Job job, Trigger trigger)
      throws IOException, ExecutionException, TimeoutException, InterruptedException {
    var epoch = epochs.get(job.name());
    epoch.requireCurrent();
    var problems = problems(job);
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    var checkpoint = checkpoint(job);
    spark.sparkContext().setLocalProperty("spark.scheduler.pool", job.name());
    // Spark hands a query a copy of the settings that are in force when it starts.
    job.settings().forEach(spark.conf()::set);
    try {
      return query(job, trigger, checkpoint, epoch);
    } finally {
      job.settings().keySet().forEach(spark.conf()::unset);
    }
  }

  private StreamingQuery query(Job job, Trigger trigger, Checkpoint checkpoint, DriverEpoch epoch)
      throws TimeoutException {
    var sink =
        new CassandraSink(config.cassandra().keyspace(), job.table(), checkpoint.writeTimes());
    return rows(job, checkpoint)
        .writeStream()
        .queryName(job.name())
        .trigger(trigger)
        .outputMode(OutputMode.Update())
        .option("checkpointLocation", checkpoint.location())
        .foreachBatch(
            (VoidFunction2<Dataset<Row>, Long>)
                (rows, batch) -> {
                  gate.pass(job.name());
                  epoch.requireCurrent();
                  sink.call(rows, batch);
                })
        .start();
  }

  /** Making it takes Spark longer than all else before a job starts. */
  private JobPlan plan(Job job) {
    return plans.computeIfAbsent(job.name(), name -> JobPlan.of(job, spark));
  }

  private Checkpoint checkpoint(Job job) {
    return Checkpoint.of(
        config.jobs().checkpointDir(), job.name(), spark.sparkContext().hadoopConfiguration());
  }

  private Dataset<Row> rows(Job job, Checkpoint checkpoint) {
    var plan = plan(job);
    var packing = plan.packing();
    var packed =
        new KafkaSource(spark, config)
            .stream(job.topics(config.topics()), intake(job, packing, BatchClock.of(checkpoint)))
                .observe(
                    READ,
                    sumOf(EventSource.RECORDS),
                    sumOf(Admission.Reason.MALFORMED.label()),
                    sumOf(Admission.Reason.FUTURE.label()),
                    sumOf(Admission.Reason.LATE.label()))
                .select(EventSource.PACKED)
                .where(col(EventSource.PACKED).isNotNull());
    plan.requireStreamable(withWatermark(job, plan.events(packed)));
    var counting = job.identity().isPresent() ? Duplicates.drop(packed) : packed;
    return job.transform(withWatermark(job, plan.events(counting)))
        .observe(WRITTEN, count(lit(1)).as(ROWS));
  }

  private Intake intake(Job job, EventPacking packing, BatchClock clock) {
    return new Intake(
        job.parser(),
        job.takesReturnsOfOthers() ? null : job.name(),
        new Admission(config.jobs().futureBound()),
        clock,
        setAside(job),
        packing);
  }

  private Dataset<Row> withWatermark(Job job, Dataset<Row> events) {
    var delay = job.watermark().orElse(config.jobs().watermark());
    return events.withWatermark(EventParser.AT, delay.toMillis() + " milliseconds");
  }

  private SetAside setAside(Job job) {
    return new SetAside(
        new DeadLetterOutbox(
            config.kafka().clientProperties(), config.topics().deadLetters(), job.name()),
        new LateRows(config.cassandra().keyspace(), job.name()));
  }

  private static Column sumOf(String column) {
    return sum(col(column)).as(column);
  }
}
