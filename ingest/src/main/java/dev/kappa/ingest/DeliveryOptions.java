package dev.kappa.ingest;

import dev.kappa.contracts.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** How records are delivered. */
final class DeliveryOptions {
  @Option(
      names = "--follow",
      description =
          "Go on as the file grows, until Ctrl-C. Where reading stood is kept in Kafka, in the"
              + " transactions of the lines, so that the next run goes on there and every line is"
              + " sent once. Rotated and truncated files are dealt with.")
  private boolean follow;

  @Option(
      names = "--transactional",
      description =
          "Everything or nothing: one transaction. A file that was sent so, and has not changed, is"
              + " not sent to the topic again.")
  private boolean transactional;

  @Option(names = "--again", description = "With --transactional: send a file again.")
  private boolean again;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A properties file with producer settings, for example compression.type.")
  private Path config;

  @Option(
      names = "--undelivered",
      paramLabel = "FILE",
      description =
          "Where lines go that could not be delivered, to be sent again (default"
              + " undelivered-TOPIC-MILLISECONDS.jsonl).")
  private Path undelivered;

  boolean follow() {
    return follow;
  }

  boolean transactional() {
    return transactional;
  }

  boolean again() {
    return again;
  }

  /** Where lines to {@code topic} go that could not be delivered. */
  Path undelivered(String topic) {
    return undelivered == null
        ? Path.of("undelivered-%s-%d.jsonl".formatted(topic, System.currentTimeMillis()))
        : undelivered;
  }

  /** The producer settings of the file, if there is one. */
  Map<String, String> producerSettings() {
    var settings = new Properties();
    if (config != null) {
      try (var reader = Files.newBufferedReader(config)) {
        settings.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new ConfigurationException(
            List.of(
                "--config %s: not a properties file that can be read (%s)".formatted(config, e)));
      }
    }
    return settings.stringPropertyNames().stream()
        .collect(Collectors.toUnmodifiableMap(name -> name, settings::getProperty));
  }

  /** What is wrong with these options and that source together, or null. */
  String problem(SourceOptions source) {
    if (follow && transactional) {
      return "--follow is transactional already, line by line";
    }
    if (follow && (!source.isOfFiles() || source.files().size() != 1)) {
      return "--follow needs exactly one --file";
    }
    return again && !transactional ? "--again goes with --transactional" : null;
  }
}
