package dev.kappa.spark;

import com.datastax.spark.connector.cql.CassandraConnector;
import dev.kappa.contracts.Json;
import dev.kappa.contracts.config.ConfigurationException;
import dev.kappa.contracts.config.KappaCommand;
import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.spark.io.GroupOffsets;
import dev.kappa.spark.jobs.ActionsByCategory;
import dev.kappa.spark.jobs.ActionsByPage;
import dev.kappa.spark.jobs.EmployeesByInterest;
import dev.kappa.spark.jobs.PageTransitions;
import dev.kappa.spark.jobs.SalariesByDesignation;
import dev.kappa.spark.jobs.StageAudit;
import dev.kappa.spark.jobs.TopPages;
import dev.kappa.spark.jobs.UnusualTraffic;
import dev.kappa.spark.jobs.UserSessions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQueryException;
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
          + " until it is stopped."
    },
    footer = {
      "",
      "Options of spark-submit itself (--master, --conf, --jars, …) go with these.",
      "",
      "Examples:",
      "  ./kappa submit all --until-now",
      "  ./kappa submit actions-by-page",
      "  ./kappa submit employees-by-interest --master spark://host:7077",
      "  spark-submit --class dev.kappa.spark.JobsMain spark-jobs/target/kappa-spark-jobs.jar all"
    })
public final class JobsMain implements Callable<Integer> {
  private static final List<Job> JOBS =
      List.of(
          new EmployeesByInterest(),
          new SalariesByDesignation(),
          new ActionsByPage(),
          new ActionsByCategory(),
          new TopPages(),
          new UserSessions(),
          new PageTransitions(),
          new UnusualTraffic(),
          new StageAudit());

  @Parameters(
      arity = "1..*",
      paramLabel = "JOB",
      description = {
        "Names of jobs, or all: employees-by-interest, salaries-by-designation, actions-by-page,",
        "actions-by-category, top-pages, user-sessions, page-transitions, unusual-traffic,",
        "stage-audit."
      })
  private List<String> names;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration; default: kappa.properties, or what KAPPA_CONFIG names.")
  private Path file;

  @Option(names = "--until-now", description = "Drain what the topics hold at the start, then end.")
  private boolean untilNow;

  @Option(names = "--json", description = "At the end, one JSON object of what each job did.")
  private boolean json;

  private JobsMain() {}

  public static void main(String[] args) {
    System.exit(KappaCommand.run(new JobsMain(), args));
  }

  @Override
  public Integer call() throws Exception {
    var jobs = chosen();
    var config = config();
    var progress = new JobProgress(System.err, jobs.stream().map(Job::name).toList());
    // Closed in reverse: closing the session hands the last progress to the listeners.
    try (var groups = new GroupOffsets(config.kafka().clientProperties());
        var spark = session(config)) {
      spark.streams().addListener(progress);
      spark.streams().addListener(new CommitToGroups(groups, System.err));
      var run = new JobRun(spark, config);
      requireTables(run, jobs, spark);
      var trigger = untilNow ? Trigger.AvailableNow() : Trigger.ProcessingTime(0);
      for (Job job : jobs) {
        spark.sparkContext().setLocalProperty("spark.scheduler.pool", job.name());
        run.start(job, trigger);
      }
      await(spark);
    }
    report(progress.totals());
    return CommandLine.ExitCode.OK;
  }

  private List<Job> chosen() {
    if (names.equals(List.of("all"))) {
      return JOBS;
    }
    var byName =
        JOBS.stream().collect(Collectors.toMap(Job::name, job -> job, (a, b) -> a, TreeMap::new));
    var problems =
        names.stream()
            .filter(name -> !byName.containsKey(name))
            .map(
                name ->
                    "no job %s; there are %s".formatted(name, String.join(", ", byName.keySet())))
            .toList();
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return names.stream().distinct().map(byName::get).toList();
  }

  private KappaConfig config() {
    var environment = new HashMap<>(System.getenv());
    if (file != null) {
      environment.put("KAPPA_CONFIG", file.toAbsolutePath().toString());
    }
    return KappaConfig.load(KappaConfig.rootOf(environment), environment);
  }

  private static SparkSession session(KappaConfig config) {
    var spark =
        SparkSession.builder()
            .sparkContext(new SparkContext(SparkSettings.complete(new SparkConf(), config)))
            .getOrCreate();
    if (!spark.conf().contains("spark.sql.shuffle.partitions")) {
      spark.conf().set("spark.sql.shuffle.partitions", spark.sparkContext().defaultParallelism());
    }
    return spark;
  }

  private static void requireTables(JobRun run, List<Job> jobs, SparkSession spark) {
    try (var session = CassandraConnector.apply(spark.sparkContext().getConf()).openSession()) {
      var differences =
          jobs.stream().flatMap(job -> run.differences(job, session).stream()).distinct().toList();
      if (!differences.isEmpty()) {
        throw new ConfigurationException(differences);
      }
    }
  }

  /** Returns when every job has ended, or throws when the first one fails. */
  private static void await(SparkSession spark) throws StreamingQueryException {
    while (spark.streams().active().length > 0) {
      spark.streams().awaitAnyTermination();
      spark.streams().resetTerminated();
    }
  }

  private void report(Map<String, JobProgress.Totals> totals) {
    if (json) {
      var object = new LinkedHashMap<String, Object>();
      object.put("jobs", totals);
      object.put("ok", true);
      System.out.println(new String(Json.encode(object), StandardCharsets.UTF_8));
      return;
    }
    totals.forEach(
        (job, total) ->
            System.out.printf(
                "%-24s %,d records in%s, %,d rows written, %.1f s%n",
                job, total.records(), total.setAside(), total.rows(), total.seconds()));
  }
}
