package dev.kappa.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The script {@code kappa} as a person runs it, in some folder. */
final class KappaScript {
  private final Path root = Path.of(System.getProperty("kappa.root"));
  private final Path folder;
  private final Path configuration;

  /** What a command printed, and how it ended. */
  record Ended(int exitCode, String output, String errors) {}

  /**
   * The script.
   *
   * @param folder where it is run
   */
  KappaScript(Path folder, Path configuration) {
    this.folder = folder;
    this.configuration = configuration;
  }

  /** Starts a command; its output goes to files in the folder. */
  Process start(String... arguments) throws IOException {
    return start(Map.of(), arguments);
  }

  /** Starts a command with variables of its environment. */
  Process start(Map<String, String> variables, String... arguments) throws IOException {
    var command = new ArrayList<>(List.of("bash", root.resolve("kappa").toString()));
    command.addAll(List.of(arguments));
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("output").toFile())
            .redirectError(folder.resolve("errors").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("KAPPA_"));
    builder.environment().put("KAPPA_CONFIG", configuration.toString());
    builder.environment().put("KAPPA_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("KAPPA_SKIP_BUILD", "yes");
    builder.environment().putAll(variables);
    return builder.start();
  }

  /** Runs a command to its end. */
  Ended run(String... arguments) throws IOException, InterruptedException {
    var process = start(arguments);
    try {
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        throw new AssertionError(
            "kappa does not end:\n" + Files.readString(folder.resolve("errors")));
      }
      return new Ended(
          process.exitValue(),
          Files.readString(folder.resolve("output")),
          Files.readString(folder.resolve("errors")));
    } finally {
      process.destroyForcibly();
    }
  }
}
