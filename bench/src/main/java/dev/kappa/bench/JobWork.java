package dev.kappa.bench;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Topics, a keyspace and checkpoints for jobs to be measured on; gone afterwards. */
final class JobWork implements AutoCloseable {
  /** The jobs that are measured. */
  static final List<String> JOBS =
      List.of(
          "actions-by-page",
          "actions-by-category",
          "top-pages",
          "user-sessions",
          "page-transitions",
          "unusual-traffic",
          "employees-by-interest",
          "salaries-by-designation");

  private static final Set<String> READ_EMPLOYEES =
      Set.of("employees-by-interest", "salaries-by-designation");

  private static final int TOP_PAGES = 10;

  /** A batch is shared out among partitions, and rounded down in each. */
  private static final int ROUNDING = 1_000;

  private final Setting setting;
  private final EnrichedActions actions;
  private final String employees = Setting.unique("employees");
  private final String keyspace = "kappa_bench_" + UUID.randomUUID().toString().substring(0, 8);
  private final Map<String, String> environment = new HashMap<>();
  private final CqlSession session;
  private ExpectedActions expected;

  JobWork(Setting setting) {
    this(setting, new EnrichedActions(setting));
  }

  JobWork(Setting setting, EnrichedActions actions) {
    this.setting = setting;
    this.actions = actions;
    this.session = Cassandra.open(setting.config().cassandra());
    setting.topics().create(employees);
    environment.putAll(actions.environment());
    environment.put("KAPPA_TOPIC_APPEND_EMPLOYEES", employees);
    environment.put("KAPPA_CASSANDRA_KEYSPACE", keyspace);
    setting.kappa().with(environment).run("schema", "apply");
  }

  String keyspace() {
    return keyspace;
  }

  /** Where the jobs read actions, and where those come from. */
  EnrichedActions actions() {
    return actions;
  }

  /** Starts a job that goes on until it is closed. */
  Program start(String job) {
    return starts(job).get();
  }

  /** Starts a job: the first time anew, and then where the one before it was. */
  Supplier<Program> starts(String job) {
    var checkpoints = checkpoints();
    var isFirst = new AtomicBoolean(true);
    return () ->
        Program.kappa(
            setting.with(environment),
            "submit",
            checkpoints,
            isFirst.getAndSet(false)
                ? new String[] {"submit", job, "--from-start", job}
                : new String[] {"submit", job});
  }

  private Map<String, String> checkpoints() {
    return Map.of(
        "KAPPA_JOBS_CHECKPOINT_DIR", setting.folder().resolve(Setting.unique("jobs")).toString());
  }

  /** Fills the topics that jobs read. */
  void fill() {
    fillActions(actions.topic(), made -> {});
    if (setting.jobs().stream().anyMatch(READ_EMPLOYEES::contains)) {
      setting.say("filling a topic with employees");
      setting
          .kappa()
          .run("produce", "--file", setting.employees().file().toString(), "--topic", employees);
    }
  }

  /** Fills a topic with the actions that jobs are to read, and shows each to somebody before. */
  void fillActions(String topic, Consumer<Actions.Made> each) {
    setting.say(
        "filling a topic with %,d actions of %d bytes", records(), setting.actions().bytes());
    var counted = new ExpectedActions();
    ActionTopic.fill(
        setting,
        topic,
        records(),
        made -> {
          counted.add(made);
          each.accept(made);
        });
    expected = counted;
  }

  /** What tables must hold once jobs have read everything. */
  ExpectedActions expected() {
    return expected;
  }

  /** As many actions as are measured, and those of the warm-up. */
  long records() {
    return setting.employees().records() + warmUp();
  }

  private long warmUp() {
    return setting.warmUpEvents().orElse(batchRecords());
  }

  private long batchRecords() {
    return setting.employees().records() / 2;
  }

  private long records(String job) {
    return READ_EMPLOYEES.contains(job) ? setting.employees().records() : records();
  }

  private long warmUp(String job) {
    return READ_EMPLOYEES.contains(job) ? setting.employees().records() / 3 : warmUp();
  }

  private String topic(String job) {
    return READ_EMPLOYEES.contains(job) ? employees : actions.topic();
  }

  private String table(String job) {
    return keyspace + "." + job.replace('-', '_');
  }

  /** Runs jobs in one application, from the start of their topics to the end. */
  Drain run(List<String> jobs) {
    jobs.forEach(job -> session.execute("TRUNCATE " + table(job)));
    var arguments = new ArrayList<String>();
    arguments.add("submit");
    arguments.addAll(jobs);
    arguments.add("--until-now");
    // Every run reads the same topics, with a checkpoint of its own.
    arguments.addAll(List.of("--from-start", String.join(",", jobs)));
    var more = new HashMap<>(checkpoints());
    more.put("KAPPA_JOBS_MAX_BATCH_RECORDS", Long.toString(batchRecords() + ROUNDING));
    long warmUp = jobs.stream().mapToLong(this::warmUp).sum();
    long all = jobs.stream().mapToLong(this::records).sum();
    try (var program =
        Program.kappa(
            setting.with(environment), "submit", more, arguments.toArray(String[]::new))) {
      var drain = Drain.watch(setting, program, warmUp, all, setting.actions().bytes());
      program.awaitSuccess();
      jobs.forEach(this::require);
      return drain;
    }
  }

  /** Reads a job's topic and does nothing with it. */
  Drain loop(String job) {
    return loop(job, List.of(topic(job), Long.toString(warmUp(job))));
  }

  /** The same, and writes the rows that the job has written. */
  Drain loopWithUpserts(String job) {
    return loop(job, List.of(topic(job), Long.toString(warmUp(job)), table(job)));
  }

  private Drain loop(String job, List<String> arguments) {
    try (var program =
        Program.java(
            setting, "loop", setting.kappa().jar("bench"), ReadLoop.class.getName(), arguments)) {
      return Drain.watch(setting, program, warmUp(job), records(job), setting.actions().bytes());
    }
  }

  private void require(String job) {
    switch (job) {
      case "actions-by-page", "actions-by-category" ->
          expected.require(session, keyspace, job.replace('-', '_'));
      case "user-sessions", "unusual-traffic" -> requireSum(job, "actions", records());
      case "top-pages" -> requireSum(job, "actions", expected.ofTopPages(TOP_PAGES));
      // Nobody pauses for as long as half an hour: a user has one session.
      case "page-transitions" ->
          requireSum(job, "transitions", records() - expected.distinctUsers());
      case "employees-by-interest" ->
          requireSum(job, "headcount", records(job) * EmployeeFile.INTERESTS_EACH);
      case "salaries-by-designation" -> requireSum(job, "headcount", records(job));
      default -> throw new IllegalArgumentException("no way to check " + job);
    }
  }

  private void requireSum(String job, String column, long wanted) {
    long sum = 0;
    for (Row row : session.execute("SELECT %s FROM %s".formatted(column, table(job)))) {
      sum += row.getLong(0);
    }
    if (sum != wanted) {
      throw new BenchFailedException(
          "%s: the %s add up to %,d, expected were %,d".formatted(job, column, sum, wanted));
    }
  }

  @Override
  public void close() {
    session.execute("DROP KEYSPACE IF EXISTS " + keyspace);
    session.close();
    setting.topics().delete(employees);
    actions.close();
  }
}
