package dev.kappa.presto;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs this module's commands in processes of their own, as {@code ./kappa} does.
 *
 * @param environment their {@code KAPPA_…} variables, and no others of that name
 */
record KappaProgram(Path root, Path folder, Map<String, String> environment) {
  /** How a command ended. */
  record Result(int exitCode, String out, String err) {}

  /** Runs a command to its end. */
  Result run(Class<?> main, String input, String... arguments)
      throws IOException, InterruptedException {
    var in = Files.writeString(folder.resolve("in"), input);
    var process = start(main, arguments, ProcessBuilder.Redirect.from(in.toFile()));
    int exitCode = process.waitFor();
    return new Result(exitCode, Files.readString(out()), err());
  }

  /** Starts a command that is to be interrupted. */
  Process start(Class<?> main, String... arguments) throws IOException {
    var nothing = Files.writeString(folder.resolve("in"), "");
    return start(main, arguments, ProcessBuilder.Redirect.from(nothing.toFile()));
  }

  /** What the last command has said on standard error so far. */
  String err() throws IOException {
    return Files.readString(folder.resolve("err"), StandardCharsets.UTF_8);
  }

  private Process start(Class<?> main, String[] arguments, ProcessBuilder.Redirect input)
      throws IOException {
    var command = new ArrayList<String>();
    if (System.getProperty("os.name").equals("Linux")) {
      // whoever runs the tests in the background may have made the signal of Ctrl-C an ignored one
      command.addAll(List.of("env", "--default-signal=INT"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
    command.add(root.resolve("presto/target/kappa-presto.jar").toString());
    command.add(main.getName());
    command.addAll(List.of(arguments));
    var builder =
        new ProcessBuilder(command)
            .redirectInput(input)
            .redirectOutput(out().toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("KAPPA_"));
    builder.environment().put("KAPPA_HOME", folder.toString());
    builder.environment().putAll(environment);
    return builder.start();
  }

  private Path out() {
    return folder.resolve("out");
  }
}
