package dev.kappa.connect;

import dev.kappa.connect.worker.ConnectWorker;
import dev.kappa.connect.worker.ConnectorFile;
import dev.kappa.connect.worker.ConnectorStatus;
import dev.kappa.connect.worker.ConnectorValues;
import dev.kappa.connect.worker.WorkerException;
import dev.kappa.contracts.Json;
import dev.kappa.contracts.config.KappaCommand;
import dev.kappa.contracts.config.KappaConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kappa connect}: the connectors of the Kafka Connect worker. */
@Command(
    name = "kappa connect",
    mixinStandardHelpOptions = true,
    description = {
      "Shows and changes the connectors of the Kafka Connect worker at connect.url.",
      "'apply' creates or updates the connectors of connect/config/, or of the files named, and"
          + " waits until they run. Removing one keeps its place in the topics."
    },
    footer = {
      "",
      "Examples:",
      "  ./kappa connect apply",
      "  ./kappa connect apply my-sink.properties --timeout 120",
      "  ./kappa connect list",
      "  ./kappa connect status elasticsearch-sink --json",
      "  ./kappa connect pause elasticsearch-sink && ./kappa connect resume elasticsearch-sink",
      "  ./kappa connect restart elasticsearch-sink",
      "  ./kappa connect remove elasticsearch-sink"
    })
public final class ConnectMain implements Runnable {
  private static final Duration POLL = Duration.ofMillis(300);
  private static final Duration SAY_EVERY = Duration.ofSeconds(5);

  @Spec private CommandSpec spec;

  /** Options of commands that wait for one connector and show it. */
  static final class UntilItRuns {
    @Option(
        names = "--timeout",
        defaultValue = "60",
        description = "Seconds to wait until it runs; default ${DEFAULT-VALUE}.")
    private int timeout;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;
  }

  private ConnectMain() {}

  public static void main(String[] args) {
    System.exit(KappaCommand.run(new ConnectMain(), args));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "which of list, status, apply, pause, resume, restart, remove?");
  }

  @Command(
      name = "list",
      description = "Every connector with its state.",
      mixinStandardHelpOptions = true)
  int list(@Option(names = "--json", description = "One JSON object.") boolean json)
      throws InterruptedException {
    var connectors = worker().list();
    if (connectors.isEmpty() && !json) {
      System.out.println("no connectors; './kappa connect apply' creates those of connect/config/");
    } else {
      print(connectors, json);
    }
    return ExitCode.OK;
  }

  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description = "How connectors are doing; exit code 1 unless all of them run.")
  int status(
      @Parameters(arity = "0..1", paramLabel = "NAME", description = "Default: all.") String name,
      @Option(names = "--json", description = "One JSON object.") boolean json)
      throws InterruptedException {
    var connectors =
        name == null
            ? worker().list()
            : List.of(
                worker()
                    .status(name)
                    .orElseThrow(
                        () ->
                            new WorkerException(
                                "no connector '%s'; './kappa connect list' shows those that exist"
                                    .formatted(name))));
    print(connectors, json);
    return connectors.stream().allMatch(ConnectorStatus::running) ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  @Command(
      name = "apply",
      description = "Creates or updates connectors, and waits for them.",
      mixinStandardHelpOptions = true)
  int apply(
      @Parameters(
              arity = "0..*",
              paramLabel = "FILE",
              description = "Properties files. Default: the connectors of connect/config/.")
          List<Path> files,
      @Option(
              names = "--timeout",
              defaultValue = "60",
              description = "Seconds to wait until they run; default ${DEFAULT-VALUE}.")
          int timeout,
      @Option(names = "--json", description = "One JSON object.") boolean json)
      throws InterruptedException {
    var config = KappaConfig.load();
    var values = ConnectorValues.of(config);
    var connectors =
        files == null || files.isEmpty()
            ? ConnectorFile.readAll(config.root().resolve("connect").resolve("config"), values)
            : files.stream().map(file -> ConnectorFile.read(file, values)).toList();
    var worker = new ConnectWorker(config.connectUrl());
    for (var connector : connectors) {
      var created = worker.put(connector.name(), connector.settings());
      System.err.printf("%s: %s%n", connector.name(), created ? "created" : "updated");
    }
    var statuses = new ArrayList<ConnectorStatus>();
    var deadline = Instant.now().plusSeconds(timeout);
    for (var connector : connectors) {
      statuses.add(awaitRunning(worker, connector.name(), deadline));
    }
    print(statuses, json);
    return ExitCode.OK;
  }

  @Command(
      name = "pause",
      description = "Lets a connector stand still; it keeps its place in the topics.",
      mixinStandardHelpOptions = true)
  int pause(@Parameters(paramLabel = "NAME") String name) throws InterruptedException {
    worker().pause(name);
    System.out.println("paused " + name);
    return ExitCode.OK;
  }

  @Command(
      name = "resume",
      description = "Lets a paused connector go on, and waits until it runs.",
      mixinStandardHelpOptions = true)
  int resume(@Parameters(paramLabel = "NAME") String name, @Mixin UntilItRuns until)
      throws InterruptedException {
    var worker = worker();
    worker.resume(name);
    return printRunning(worker, name, until);
  }

  @Command(
      name = "restart",
      description = "Restarts a connector and its tasks.",
      mixinStandardHelpOptions = true)
  int restart(@Parameters(paramLabel = "NAME") String name, @Mixin UntilItRuns until)
      throws InterruptedException {
    var worker = worker();
    worker.restart(name);
    return printRunning(worker, name, until);
  }

  @Command(name = "remove", description = "Removes a connector.", mixinStandardHelpOptions = true)
  int remove(
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--json", description = "One JSON object.") boolean json)
      throws InterruptedException {
    worker().remove(name);
    if (json) {
      print(Map.of("removed", name));
    } else {
      System.out.println("removed " + name);
    }
    return ExitCode.OK;
  }

  private static int printRunning(ConnectWorker worker, String name, UntilItRuns until)
      throws InterruptedException {
    var deadline = Instant.now().plusSeconds(until.timeout);
    print(List.of(awaitRunning(worker, name, deadline)), until.json);
    return ExitCode.OK;
  }

  private static ConnectorStatus awaitRunning(ConnectWorker worker, String name, Instant deadline)
      throws InterruptedException {
    var said = Instant.now();
    while (true) {
      var status = worker.status(name);
      // of a task that has not begun yet, the status says nothing
      if (status.isPresent()
          && status.get().running()
          && status.get().tasks().size() == worker.tasks(name)) {
        return status.get();
      }
      status
          .flatMap(ConnectorStatus::failure)
          .ifPresent(
              reason -> {
                throw new WorkerException("%s failed: %s".formatted(name, reason));
              });
      var now = Instant.now();
      if (now.isAfter(deadline)) {
        throw new WorkerException(
            "%s does not run yet: %s"
                .formatted(name, status.map(Object::toString).orElse("unknown")));
      }
      if (said.plus(SAY_EVERY).isBefore(now)) {
        System.err.printf("waiting for %s to run%n", name);
        said = now;
      }
      Thread.sleep(POLL.toMillis());
    }
  }

  private static ConnectWorker worker() {
    return new ConnectWorker(KappaConfig.load().connectUrl());
  }

  private static void print(List<ConnectorStatus> connectors, boolean json) {
    if (json) {
      print(Map.of("connectors", connectors));
    } else {
      connectors.forEach(ConnectMain::print);
    }
  }

  private static void print(ConnectorStatus connector) {
    System.out.printf("%-32s %s%n", connector.name(), connector.state());
    if (!connector.reason().isEmpty()) {
      System.out.println("  " + connector.reason());
    }
    for (var task : connector.tasks()) {
      System.out.printf(
          "  task %-3d %-11s on %s%s%n",
          task.id(),
          task.state(),
          task.worker(),
          task.reason().isEmpty() ? "" : ": " + task.reason());
    }
  }

  private static void print(Object object) {
    System.out.println(new String(Json.encode(object), StandardCharsets.UTF_8));
  }
}
