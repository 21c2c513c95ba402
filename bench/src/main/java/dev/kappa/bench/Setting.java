package dev.kappa.bench;

import dev.kappa.contracts.config.KappaConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What a stage is measured in.
 *
 * @param servers whose CPU time and memory is told apart
 * @param employees a file of records
 * @param actions how actions are made
 * @param load for stages that measure how long an event takes
 * @param jobs the analytic jobs that are measured
 * @param warmUpEvents that a job reads before those that count; half as many where it is empty
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
    OptionalLong warmUpEvents,
    int rounds,
    Path folder,
    PrintStream progress) {

  /** A name that no other topic or group has. */
  static String unique(String name) {
    return "kappa-bench-" + name + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  /** The same, with more for the commands' environment. */
  Setting with(Map<String, String> environment) {
    return of(kappa.with(environment), topics, employees, actions, jobs);
  }

  /** The same with other records. */
  Setting with(EmployeeFile others) {
    return of(kappa, topics, others, actions, jobs);
  }

  /** The same with other actions. */
  Setting with(Actions others) {
    return of(kappa, topics, employees, others, jobs);
  }

  /** The same with other topics. */
  Setting with(Topics others) {
    return of(kappa, others, employees, actions, jobs);
  }

  /** The same with other jobs. */
  Setting withJobs(List<String> others) {
    return of(kappa, topics, employees, actions, others);
  }

  private Setting of(
      Kappa ofKappa,
      Topics ofTopics,
      EmployeeFile ofEmployees,
      Actions ofActions,
      List<String> ofJobs) {
    return new Setting(
        config,
        ofKappa,
        servers,
        ofTopics,
        ofEmployees,
        ofActions,
        load,
        ofJobs,
        warmUpEvents,
        rounds,
        folder,
        progress);
  }

  String bootstrapServers() {
    return config.kafka().bootstrapServers();
  }

  /** Writes a file into the folder; returns where it is. */
  String write(String name, String text) {
    var file = folder.resolve(name);
    try {
      Files.writeString(file, text);
      return file.toString();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  void say(String format, Object... arguments) {
    progress.printf("bench: " + format + "%n", arguments);
  }
}
