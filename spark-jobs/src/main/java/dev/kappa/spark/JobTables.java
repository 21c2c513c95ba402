package dev.kappa.spark;

import dev.kappa.contracts.config.ConfigurationException;
import dev.kappa.spark.sql.SqlCheck;
import dev.kappa.spark.sql.SqlJob;
import dev.kappa.spark.table.CreateTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** Makes sure, before jobs start, that their queries are sound; and says what creates tables. */
final class JobTables {
  private final SparkSession spark;
  private final String keyspace;

  JobTables(SparkSession spark, String keyspace) {
    this.spark = spark;
    this.keyspace = keyspace;
  }

  /**
   * Checks the queries of jobs in files.
   *
   * @throws ConfigurationException with everything that is wrong with them
   */
  void requireSound(List<Job> jobs) {
    requireNone(
        jobs.stream()
            .filter(SqlJob.class::isInstance)
            .flatMap(job -> SqlCheck.problems(spark, (SqlJob) job).stream())
            .toList());
  }

  /**
   * The statements that create the jobs' tables.
   *
   * @throws ConfigurationException when a job does not say its keys
   */
  String createStatements(List<Job> jobs) {
    var problems = new ArrayList<String>();
    jobs.stream()
        .filter(job -> job.keys().isEmpty())
        .forEach(
            job ->
                problems.add(
                    "%s does not say the keys of its table; what creates it is %s"
                        .formatted(job.name(), creation(job))));
    requireNone(problems);
    return jobs.stream()
        .map(
            job ->
                CreateTable.of(
                    keyspace, job, job.keys().orElseThrow(), JobPlan.of(job, spark).rows()))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  /** The command that creates a job's table. */
  static String creation(Job job) {
    if (JobCatalog.isBuiltIn(job)) {
      return "./kappa schema apply";
    }
    if (job.keys().isEmpty()) {
      return "a CREATE TABLE of your own, with ./kappa cql -f FILE";
    }
    var named =
        job instanceof SqlJob sql ? quoted(sql.file().toString()) : "--jars JAR " + job.name();
    return "./kappa submit %s --print-table | ./kappa cql -f -".formatted(named);
  }

  private static String quoted(String path) {
    return path.matches("[\\w./-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
  }

  private static void requireNone(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }
}
