package dev.kappa.spark;

import dev.kappa.contracts.Json;
import dev.kappa.contracts.config.ConfigurationException;
import dev.kappa.contracts.config.KappaCommand;
import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.spark.io.GroupOffsets;
import dev.kappa.spark.io.TopicState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.streaming.state.StateStore$;
import org.apache.spark.sql.streaming.Trigger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The class that {@code spark-submit} runs. */
@Command(
    name = "kappa submit",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs analytic jobs: each reads its topic and writes its table, from where it was, and goes on"
          + " until it is stopped.",
      "A job is a built-in one, one of a jar given with --jars, or a .sql file; docs/own-jobs.md shows"
          + " how to write one. ./kappa jobs lists what there is."
    },
    footer = {
      "",
      "Options of spark-submit itself (--master, --conf, --jars, …) go with these.",
      "",
      "Examples:",
      "  ./kappa submit all --until-now",
      "  ./kappa submit actions-by-page",
      "  ./kappa submit employees-by-interest --master spark://host:7077",
      "  ./kappa submit --jars my-jobs.jar my-job",
      "  ./kappa submit my-job.sql --print-table | ./kappa cql -f -",
      "  ./kappa submit my-job.sql",
      "  spark-submit --class dev.kappa.spark.JobsMain spark-jobs/target/kappa-spark-jobs.jar all"
    })
public final class JobsMain implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "JOB",
      description = "Names of jobs, .sql files, or all: every built-in job.")
  private List<String> names;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration; default: kappa.properties, or what KAPPA_CONFIG names.")
  private Path file;

  @Option(names = "--until-now", description = "Drain what the topics hold at the start, then end.")
  private boolean untilNow;

  @Option(
      names = "--print-table",
      description = "Check the jobs, print the statements that create their tables, and end.")
  private boolean printTable;

  @Option(
      names = "--from-start",
      paramLabel = "JOB",
      split = ",",
      description = {
        "Let these jobs begin anew at the start of their topics. Their checkpoints are kept under",
        "another name; rows of windows that the topics still hold are written again."
      })
  private Set<String> fromStart = Set.of();

  @Option(names = "--json", description = "At the end, one JSON object of what each job did.")
  private boolean json;

  private final BatchGate gate = new BatchGate();

  private JobsMain() {}

  public static void main(String[] args) {
    var jobs = new JobsMain();
    System.exit(StopOnSignal.run(jobs.gate::close, () -> KappaCommand.run(jobs, args)));
  }

  @Override
  public Integer call() throws Exception {
    var jobs = JobCatalog.of(Thread.currentThread().getContextClassLoader()).chosen(names);
    var config = config();
    if (printTable) {
      System.out.print(createStatements(jobs, config));
      return CommandLine.ExitCode.OK;
    }
    try {
      return run(jobs, config);
    } finally {
      StateStore$.MODULE$.stop(); // or its maintenance closes RocksDB while the JVM ends
    }
  }

  private static String createStatements(List<Job> jobs, KappaConfig config) {
    try (var spark = session(new SparkConf().setMaster("local[1]"), config)) {
      var tables = new JobTables(spark, config.cassandra().keyspace());
      tables.requireSound(jobs);
      return tables.createStatements(jobs);
    }
  }

  private int run(List<Job> jobs, KappaConfig config) throws Exception {
    var log = new JobLog(System.err, System.getenv());
    var progress = new JobProgress(log, jobs.stream().map(Job::name).toList());
    var hadoop =
        SparkHadoopUtil.get().newConfiguration(SparkSettings.complete(new SparkConf(), config));
    Map<String, String> givenUp;
    // Closed in reverse: closing the session hands the last progress to the listeners.
    try (var groups = new GroupOffsets(config.kafka().clientProperties());
        var topics = new TopicState(config.kafka().clientProperties());
        var heartbeats = new JobHeartbeats(config.jobs().checkpointDir(), hadoop, log);
        var spark = session(new SparkConf(), config)) {
      spark.streams().addListener(progress);
      spark.streams().addListener(new CommitToGroups(groups, log));
      spark.streams().addListener(heartbeats);
      new JobTables(spark, config.cassandra().keyspace()).requireSound(jobs);
      var check = new StartCheck(config.topics(), topics, groups);
      var run = new JobRun(spark, config, check, gate);
      prepare(run, jobs, log);
      givenUp =
          new JobSupervisor(run, gate, log)
              .run(jobs, untilNow ? Trigger.AvailableNow() : Trigger.ProcessingTime(0));
    }
    report(progress.totals(), givenUp);
    return givenUp.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  /**
   * Sees that every job may start, and takes over their checkpoints, before the first one does;
   * waits for what is away.
   */
  private void prepare(JobRun run, List<Job> jobs, JobLog log) throws Exception {
    var retry = new Retry();
    var anew =
        new ArrayDeque<>(jobs.stream().filter(job -> fromStart.contains(job.name())).toList());
    if (anew.size() < fromStart.size()) {
      throw new ConfigurationException(
          List.of("--from-start %s: name jobs that are submitted".formatted(fromStart)));
    }
    while (true) {
      try {
        for (; !anew.isEmpty(); anew.remove()) {
          var name = anew.element().name();
          run.fromStart(anew.element())
              .ifPresent(aside -> log.info(name, "begins anew; it was in " + aside));
        }
        requireStartable(run, jobs);
        for (Job job : jobs) {
          run.takeOver(job);
        }
        return;
      } catch (ConfigurationException e) {
        throw e;
      } catch (Exception e) {
        var failure = Failure.of(e);
        var pause = retry.failed(failure);
        if (pause.isEmpty()) {
          throw e;
        }
        log.warn("submit", failure.sentence());
        if (gate.awaitClosed(pause.get().toMillis())) {
          return;
        }
      }
    }
  }

  private static void requireStartable(JobRun run, List<Job> jobs) throws Exception {
    var problems = new LinkedHashSet<String>();
    for (Job job : jobs) {
      problems.addAll(run.problems(job));
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(List.copyOf(problems));
    }
  }

  private KappaConfig config() {
    var environment = new HashMap<>(System.getenv());
    if (file != null) {
      environment.put("KAPPA_CONFIG", file.toAbsolutePath().toString());
    }
    return KappaConfig.load(KappaConfig.rootOf(environment), environment);
  }

  private static SparkSession session(SparkConf submitted, KappaConfig config) {
    var spark =
        SparkSession.builder()
            .sparkContext(new SparkContext(SparkSettings.complete(submitted, config)))
            .getOrCreate();
    if (!spark.conf().contains("spark.sql.shuffle.partitions")) {
      spark.conf().set("spark.sql.shuffle.partitions", spark.sparkContext().defaultParallelism());
    }
    return spark;
  }

  private void report(Map<String, JobProgress.Totals> totals, Map<String, String> givenUp) {
    if (json) {
      var object = new LinkedHashMap<String, Object>();
      object.put("jobs", totals);
      object.put("given_up", givenUp);
      object.put("ok", givenUp.isEmpty());
      System.out.println(new String(Json.encode(object), StandardCharsets.UTF_8));
      return;
    }
    totals.forEach(
        (job, total) ->
            System.out.printf(
                "%-24s %,d records in%s, %,d rows written, %.1f s%n",
                job, total.records(), total.notCounted(), total.rows(), total.seconds()));
  }
}
