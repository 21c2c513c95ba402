package dev.kappa.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Commands of the {@code kappa} script.
 *
 * @param environment what every one of them is told: names of topics, of a keyspace and the like
 *     that are the benchmark's own
 */
record Kappa(Path root, Map<String, String> environment) {

  /** The same, with more that commands are told. */
  Kappa with(Map<String, String> more) {
    var all = new HashMap<>(environment);
    all.putAll(more);
    return new Kappa(root, all);
  }

  /** The runnable jar of a module. */
  String jar(String module) {
    return root.resolve(module).resolve("target").resolve("kappa-" + module + ".jar").toString();
  }

  /** The class path of a server of the local stack. */
  String classPathOf(String server) {
    var file = root.resolve("stack/servers").resolve(server).resolve("target/classpath");
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** The command line of one of its commands, for a program that goes on. */
  List<String> command(String... arguments) {
    var command = new ArrayList<>(List.of(root.resolve("kappa").toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Runs a command; what it says on the way goes to our own standard error. */
  void run(String... arguments) {
    if (execute(arguments).exitCode != 0) {
      throw new BenchFailedException("kappa " + String.join(" ", arguments) + " failed");
    }
  }

  /**
   * The process of a server of the local stack.
   *
   * @return null where it does not run
   */
  ProcessHandle server(String name) {
    var status =
        Json.decode(
            execute("status", "--json").out.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    for (JsonNode server : status.path("servers")) {
      if (server.path("name").asText().equals(name) && server.path("pid").isNumber()) {
        return ProcessHandle.of(server.path("pid").asLong()).orElse(null);
      }
    }
    return null;
  }

  private record Outcome(int exitCode, String out) {}

  private Outcome execute(String... arguments) {
    var builder = new ProcessBuilder(command(arguments)).redirectInput(new File("/dev/null"));
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    try {
      var process = builder.start();
      var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Outcome(process.waitFor(), out);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run kappa " + String.join(" ", arguments), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailedException("interrupted in kappa " + String.join(" ", arguments), e);
    }
  }
}
