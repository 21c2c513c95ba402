package dev.kappa.enrich;

import dev.kappa.contracts.config.KappaCommand;
import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.enrich.config.EnrichConfig;
import dev.kappa.enrich.config.EnrichProperties;
import dev.kappa.enrich.config.StreamsSettings;
import dev.kappa.enrich.run.EnrichRunner;
import dev.kappa.enrich.run.StopOnSignal;
import dev.kappa.enrich.run.StreamsApp;
import dev.kappa.enrich.run.TopicGate;
import dev.kappa.enrich.topology.EnrichTopology;
import dev.kappa.enrich.topology.PageCheckTopology;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kappa enrich}: runs the enricher until it is told to stop. */
@Command(
    name = "kappa enrich",
    mixinStandardHelpOptions = true,
    description = {
      "Enriches the streams, exactly once, until SIGTERM or Ctrl-C: appends a value to employees,"
          + " joins actions with their pages. What cannot be enriched goes to the dead letters.",
      "Without a file, topics and brokers come from kappa.properties and KAPPA_… variables. A file"
          + " with sample.app_id, sample.bootstrap.servers, sample.stream.topic and"
          + " sample.streamed.topic runs that one append; any setting of Kafka Streams can be added."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:stopped as asked", "1:failed", "2:wrong call or configuration"},
    footer = {
      "",
      "Examples:",
      "  ./kappa enrich",
      "  ./kappa enrich --create-topics",
      "  ./kappa enrich enrich.properties"
    })
public final class EnrichMain implements Callable<Integer> {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE.properties",
      description = "What to run, and settings of Kafka Streams.")
  private Path file;

  @Option(names = "--create-topics", description = "Create the topics that are missing.")
  private boolean createTopics;

  private EnrichMain() {}

  public static void main(String[] args) {
    System.exit(KappaCommand.run(new EnrichMain(), args));
  }

  @Override
  public Integer call() throws InterruptedException {
    var suite = KappaConfig.load();
    var config =
        file == null ? EnrichProperties.defaults(suite) : EnrichProperties.read(suite, file);
    var replicas =
        createTopics ? Optional.of((short) config.replicationFactor()) : Optional.<Short>empty();
    var gate = new TopicGate(config.kafka(), config.requiredTopics(), replicas);
    var runner = new EnrichRunner(gate, applications(config));
    return StopOnSignal.run(runner) ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private static List<StreamsApp> applications(EnrichConfig config) {
    var applications = new ArrayList<StreamsApp>();
    applications.add(
        new StreamsApp(
            "enrich",
            EnrichTopology.build(config.flows()),
            StreamsSettings.of(config, config.applicationId())));
    config
        .pages()
        .ifPresent(
            pages ->
                applications.add(
                    new StreamsApp(
                        "page check",
                        PageCheckTopology.build(pages),
                        StreamsSettings.of(config, config.applicationId() + ".page-check"))));
    return applications;
  }
}
