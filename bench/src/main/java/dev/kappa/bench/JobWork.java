package dev.kappa.bench;

import com.datastax.oss.driver.api.core.CqlSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Topics, a keyspace and checkpoints for jobs to be measured on; gone afterwards. */
final class JobWork implements AutoCloseable {
  /** The jobs that are measured, and the kind of records they read. */
  static final Map<String, Boolean> READS_EMPLOYEES =
      Map.of(
          "employees-by-interest", true,
          "salaries-by-designation", true,
          "actions-by-page", false,
          "actions-by-category", false);

  private final Setting setting;
  private final String actions = Setting.unique("actions");
  private final String employees = Setting.unique("employees");
  private final String keyspace = "kappa_bench_" + UUID.randomUUID().toString().substring(0, 8);
  private final Map<String, String> environment =
      Map.of(
          "KAPPA_TOPIC_ENRICHED_ACTIONS", actions,
          "KAPPA_TOPIC_APPEND_EMPLOYEES", employees,
          "KAPPA_CASSANDRA_KEYSPACE", keyspace);
  private final CqlSession session;
  private ExpectedActions expected;

  JobWork(Setting setting) {
    this.setting = setting;
    this.session = Cassandra.open(setting.config().cassandra());
    setting.topics().create(actions);
    setting.topics().create(employees);
    setting.kappa().with(environment).run("schema", "apply");
  }

  /** Fills the topics. */
  void fill() {
    setting.say(
        "filling a topic with %,d actions of %d bytes", records(), setting.actions().bytes());
    expected = ActionTopic.fill(setting, actions, records());
    if (setting.jobs().stream().anyMatch(READS_EMPLOYEES::get)) {
      setting.say("filling a topic with employees");
      setting
          .kappa()
          .run("produce", "--file", setting.employees().file().toString(), "--topic", employees);
    }
  }

  /** Half as many again as are measured, for the warm-up. */
  private long records() {
    return setting.employees().records() + warmUp();
  }

  private long warmUp() {
    return setting.employees().records() / 2;
  }

  private long records(String job) {
    return READS_EMPLOYEES.get(job) ? setting.employees().records() : records();
  }

  private String topic(String job) {
    return READS_EMPLOYEES.get(job) ? employees : actions;
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
    var more =
        Map.of(
            "KAPPA_JOBS_CHECKPOINT_DIR",
            setting.folder().resolve(Setting.unique("jobs")).toString(),
            "KAPPA_JOBS_MAX_BATCH_RECORDS",
            Long.toString(warmUp()));
    long all = jobs.stream().mapToLong(this::records).sum();
    try (var program =
        Program.kappa(
            setting.with(environment), "submit", more, arguments.toArray(String[]::new))) {
      var drain = Drain.watch(setting, program, all / 3, all, setting.actions().bytes());
      program.awaitSuccess();
      jobs.forEach(this::require);
      return drain;
    }
  }

  /** Reads a job's topic and does nothing with it. */
  Drain loop(String job) {
    return loop(job, List.of(topic(job), Long.toString(records(job) / 3)));
  }

  /** The same, and writes the rows that the job has written. */
  Drain loopWithUpserts(String job) {
    return loop(job, List.of(topic(job), Long.toString(records(job) / 3), table(job)));
  }

  private Drain loop(String job, List<String> arguments) {
    try (var program =
        Program.java(
            setting, "loop", setting.kappa().jar("bench"), ReadLoop.class.getName(), arguments)) {
      return Drain.watch(
          setting, program, records(job) / 3, records(job), setting.actions().bytes());
    }
  }

  private void require(String job) {
    if (READS_EMPLOYEES.get(job)) {
      return;
    }
    expected.require(session, keyspace, job.replace('-', '_'));
  }

  @Override
  public void close() {
    session.execute("DROP KEYSPACE IF EXISTS " + keyspace);
    session.close();
    setting.topics().delete(actions);
    setting.topics().delete(employees);
  }
}
