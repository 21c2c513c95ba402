package dev.kappa.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import dev.kappa.contracts.config.KappaConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the module's commands as a user does: as processes of their own. */
final class Cli {
  private static final long PATIENCE_SECONDS = 180;

  private final Path folder;
  private final Map<String, String> environment;

  /**
   * Commands on the tests' Kafka.
   *
   * @param folder their working folder
   * @param deadLetters the topic for them
   */
  Cli(KappaConfig config, Path folder, String deadLetters) {
    this.folder = folder;
    this.environment =
        Map.of(
            "KAPPA_HOME", folder.toString(),
            "KAPPA_KAFKA_BOOTSTRAP_SERVERS", config.kafka().bootstrapServers(),
            "KAPPA_TOPIC_DEAD_LETTERS", deadLetters);
  }

  /** A command that has ended. */
  record Result(int exitCode, String out, String err) {
    /** The last line of standard output. */
    JsonNode json() {
      var lines = out.strip().split("\n", -1);
      try {
        return Json.mapper().readTree(lines[lines.length - 1]);
      } catch (IOException e) {
        throw new UncheckedIOException(out + err, e);
      }
    }
  }

  /** A command that runs. */
  record Running(Process process, Path out, Path err) {
    /** Waits for its end. */
    Result result() {
      try {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new AssertionError("no end: " + Files.readString(out) + Files.readString(err));
        }
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    /** As {@code kill -9} does. */
    void kill() {
      process.destroyForcibly();
      result();
    }

    void type(String text) {
      try {
        process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  Result run(Class<?> main, String... arguments) {
    var running = start(main, arguments);
    close(running);
    return running.result();
  }

  /** Runs a command with that standard input. */
  Result pipe(byte[] input, Class<?> main, String... arguments) throws IOException {
    var running = start(main, arguments);
    try (var in = running.process().getOutputStream()) {
      in.write(input);
    }
    return running.result();
  }

  Running start(Class<?> main, String... arguments) {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    try {
      var out = Files.createTempFile(folder, "out", ".txt");
      var err = Files.createTempFile(folder, "err", ".txt");
      var builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("KAPPA_"));
      builder.environment().putAll(environment);
      return new Running(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(Running running) {
    try {
      running.process().getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
