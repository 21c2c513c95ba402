package dev.kappa.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.UUID;

/**
 * What a stage is measured in.
 *
 * @param input the records
 * @param rounds how often stage and floor are measured, in turns
 * @param folder for logs and state, deleted afterwards
 */
record Setting(
    Kappa kappa,
    Broker broker,
    Topics topics,
    Input input,
    int rounds,
    Path folder,
    PrintStream progress) {

  /** A name that no other topic or group has. */
  static String unique(String name) {
    return "kappa-bench-" + name + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  void say(String format, Object... arguments) {
    progress.printf("bench: " + format + "%n", arguments);
  }
}
