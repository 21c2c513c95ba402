package dev.kappa.enrich;

import dev.kappa.contracts.config.ConfigurationException;
import dev.kappa.contracts.config.KappaCommand;
import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.enrich.config.EnrichConfig;
import dev.kappa.enrich.config.EnrichProperties;
import dev.kappa.enrich.config.StreamsSettings;
import dev.kappa.enrich.run.EnrichRunner;
import dev.kappa.enrich.run.StateFolder;
import dev.kappa.enrich.run.StopOnSignal;
import dev.kappa.enrich.run.StreamsApp;
import dev.kappa.enrich.run.TopicGate;
import dev.kappa.enrich.topology.EnrichTopology;
import dev.kappa.enrich.topology.TableCheckTopology;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.streams.Topology;
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
          + " joins actions with their pages, counts actions per page and minute, routes. What cannot"
          + " be enriched goes to the dead letters.",
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
      "  ./kappa enrich --create-topics --http 8090",
      "  ./kappa enrich --instance a     # and on another machine: --instance b",
      "  ./kappa enrich enrich.properties"
    })
public final class EnrichMain implements Callable<Integer> {
  private static final String LOOPBACK = "127.0.0.1";

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE.properties",
      description = "What to run, and settings of Kafka Streams.")
  private Path file;

  @Option(names = "--create-topics", description = "Create the topics that are missing.")
  private boolean createTopics;

  @Option(
      names = "--instance",
      paramLabel = "NAME",
      description =
          "A name that no other instance has: its partitions are kept for it while it is restarted.")
  private Optional<String> instance;

  @Option(
      names = "--http",
      paramLabel = "[HOST:]PORT",
      description = "Answer /live, /ready and /metrics (Prometheus); on 127.0.0.1 by default.")
  private Optional<String> http;

  private EnrichMain() {}

  public static void main(String[] args) {
    System.exit(KappaCommand.run(new EnrichMain(), args));
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    requireName();
    var suite = KappaConfig.load();
    var config =
        file == null ? EnrichProperties.defaults(suite) : EnrichProperties.read(suite, file);
    var replicas =
        createTopics ? Optional.of((short) config.replicationFactor()) : Optional.<Short>empty();
    var gate = new TopicGate(config.kafka(), config.requiredTopics(), replicas);
    try (var folder = StateFolder.claim(config.stateDir(), instance)) {
      var applications = applications(config, folder);
      var runner = new EnrichRunner(gate, applications, http.map(EnrichMain::address));
      return StopOnSignal.run(runner) ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
  }

  private List<StreamsApp> applications(EnrichConfig config, StateFolder folder) {
    var plan = config.plan();
    var targets = new HashSet<>(plan.targets());
    targets.add(config.deadLetters());
    var enrich =
        application(
            "enrich",
            EnrichTopology.build(plan, config.stage(), config.maxRecordBytes()),
            StreamsSettings.of(config, config.applicationId(), folder.path(), folder.identity()),
            folder,
            targets);
    if (plan.tables().isEmpty()) {
      return List.of(enrich);
    }
    var check =
        application(
            "table check",
            TableCheckTopology.build(plan),
            StreamsSettings.of(
                config, config.applicationId() + ".table-check", folder.path(), folder.identity()),
            folder,
            Set.of(config.deadLetters()));
    return List.of(enrich, check);
  }

  private StreamsApp application(
      String name,
      Topology topology,
      Properties settings,
      StateFolder folder,
      Set<String> targets) {
    return new StreamsApp(
        name, topology, settings, folder.identity(), instance.isPresent(), targets);
  }

  private void requireName() {
    if (instance.isPresent() && !instance.get().matches("[a-zA-Z0-9][a-zA-Z0-9._-]{0,99}")) {
      throw new ConfigurationException(
          List.of(
              "--instance: '%s' is no name: letters, digits, . _ - only"
                  .formatted(instance.get())));
    }
  }

  private static InetSocketAddress address(String hostAndPort) {
    int colon = hostAndPort.lastIndexOf(':');
    var host = colon < 0 ? LOOPBACK : hostAndPort.substring(0, colon);
    var port = hostAndPort.substring(colon + 1);
    if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
      throw new ConfigurationException(
          List.of("--http: '%s' is not [HOST:]PORT".formatted(hostAndPort)));
    }
    return new InetSocketAddress(host, Integer.parseInt(port));
  }
}
