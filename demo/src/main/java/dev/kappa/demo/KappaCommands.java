package dev.kappa.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs commands of the {@code kappa} script as a person would type them. */
final class KappaCommands {
  private final Path root;

  KappaCommands(Path root) {
    this.root = root;
  }

  /**
   * Runs a command to its end; what it says on the way goes to our own standard error.
   *
   * @return its standard output
   * @throws DemoFailedException when it ends with another exit code than 0
   */
  String run(String... arguments) {
    try {
      var process =
          builder(arguments)
              .redirectInput(new File("/dev/null"))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exitCode = process.waitFor();
      if (exitCode != 0) {
        throw new DemoFailedException(
            "kappa %s ended with exit code %d%s"
                .formatted(
                    String.join(" ", arguments),
                    exitCode,
                    output.isBlank() ? "" : ":\n" + output.strip()));
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run kappa " + String.join(" ", arguments), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoFailedException("interrupted in kappa " + String.join(" ", arguments));
    }
  }

  /** Runs a command whose last line of standard output is JSON. */
  JsonNode json(String... arguments) {
    var lines = run(arguments).lines().toList();
    return parse(lines.isEmpty() ? "" : lines.get(lines.size() - 1), arguments);
  }

  /** Runs a command whose standard output is one JSON object a line. */
  List<JsonNode> jsonLines(String... arguments) {
    return run(arguments).lines().map(line -> parse(line, arguments)).toList();
  }

  /** Starts a command that runs on; all it says goes to {@code log}. */
  Process start(Path log, String... arguments) {
    try {
      Files.createDirectories(log.getParent());
      return builder(arguments)
          .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start kappa " + String.join(" ", arguments), e);
    }
  }

  private ProcessBuilder builder(String... arguments) {
    var command = new ArrayList<>(List.of(root.resolve("kappa").toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    // It has just been built; and what a demo writes, the next demo may throw away.
    builder.environment().put("KAPPA_SKIP_BUILD", "1");
    builder.environment().put("KAPPA_DEMO", "1");
    return builder;
  }

  private static JsonNode parse(String line, String... arguments) {
    try {
      return Json.mapper().readTree(line);
    } catch (JsonProcessingException e) {
      throw new DemoFailedException(
          "kappa %s printed no JSON but: %s".formatted(String.join(" ", arguments), line));
    }
  }
}
