package dev.kappa.bench;

import dev.kappa.contracts.config.KappaConfig;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a stage is measured in.
 *
 * @param servers whose CPU time and memory is told apart
 * @param employees a file of records
 * @param actions how actions are made
 * @param load for stages that measure how long an event takes
 * @param jobs the analytic jobs that are measured
 * @param rounds how often stage and floor are measured, in turns
 * @param folder for logs and state, deleted afterwards
 */
record Setting(
    KappaConfig config,
    Kappa kappa,
    Servers servers,
    Topics topics,
    EmployeeFile employees,
    Actions actions,
    Load load,
    List<String> jobs,
    int rounds,
    Path folder,
    PrintStream progress) {

  /** A name that no other topic or group has. */
  static String unique(String name) {
    return "kappa-bench-" + name + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  /** The same, with more for the commands' environment. */
  Setting with(Map<String, String> environment) {
    return new Setting(
        config,
        kappa.with(environment),
        servers,
        topics,
        employees,
        actions,
        load,
        jobs,
        rounds,
        folder,
        progress);
  }

  /** The same with other records. */
  Setting with(EmployeeFile others) {
    return of(topics, others, actions, jobs);
  }

  /** The same with other actions. */
  Setting with(Actions others) {
    return of(topics, employees, others, jobs);
  }

  /** The same with other topics. */
  Setting with(Topics others) {
    return of(others, employees, actions, jobs);
  }

  /** The same with other jobs. */
  Setting withJobs(List<String> others) {
    return of(topics, employees, actions, others);
  }

  private Setting of(
      Topics ofTopics, EmployeeFile ofEmployees, Actions ofActions, List<String> ofJobs) {
    return new Setting(
        config,
        kappa,
        servers,
        ofTopics,
        ofEmployees,
        ofActions,
        load,
        ofJobs,
        rounds,
        folder,
        progress);
  }

  String bootstrapServers() {
    return config.kafka().bootstrapServers();
  }

  void say(String format, Object... arguments) {
    progress.printf("bench: " + format + "%n", arguments);
  }
}
