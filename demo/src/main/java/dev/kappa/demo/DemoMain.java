package dev.kappa.demo;

import dev.kappa.contracts.Json;
import dev.kappa.contracts.config.KappaCommand;
import dev.kappa.contracts.config.KappaConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code kappa demo}: the pipeline from end to end, every count checked. */
@Command(
    name = "kappa demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Starts the local stack, runs the whole pipeline on it, shows the results, stops the stack.",
      "Every count is checked against the input; a mismatch ends it with exit code 1.",
      "Its data stays until the next demo or './kappa reset': './kappa up' brings it back."
    },
    footer = {
      "",
      "Examples:",
      "  ./kappa demo",
      "  ./kappa demo --events 1000000 --keep",
      "  ./kappa demo --input employees.jsonl --json",
      "  ./kappa demo --without presto      (on JDK 17 alone)"
    })
public final class DemoMain implements Callable<Integer> {
  private static final long DEFAULT_ACTIONS = 100_000;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description =
          "Employees as JSON Lines, instead of generated data. Actions are generated beside them"
              + " only with --events.")
  private Path input;

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "Actions to generate; 100,000 unless there is an --input.")
  private Long events;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "2018",
      description = "Seed of the generated data; ${DEFAULT-VALUE} by default.")
  private long seed;

  @Option(
      names = "--without",
      paramLabel = "presto",
      description = "Run without this server; only presto can be left out.")
  private String without;

  @Option(names = "--keep", description = "Leave the stack running, to look around in it.")
  private boolean keep;

  @Option(names = "--reset", description = "Throw away data of your own in the local stack.")
  private boolean reset;

  @Option(names = "--json", description = "Print one JSON object as the last line.")
  private boolean json;

  @Spec private CommandSpec spec;

  private DemoMain() {}

  public static void main(String[] args) {
    System.exit(KappaCommand.run(new DemoMain(), args));
  }

  @Override
  public Integer call() {
    if (without != null && !without.equals("presto") && !without.equals("trino")) {
      throw wrong("--without takes presto, not '" + without + "'");
    }
    if (input != null && !Files.isReadable(input)) {
      throw wrong("--input: no file that can be read: " + input);
    }
    if (events != null && events < 0) {
      throw wrong("--events: not a number of events: " + events);
    }
    var config = KappaConfig.load();
    var demo =
        new Demo(
            config, new KappaCommands(config.root()), new Progress(System.err), without == null);
    var report = demo.run(source(), reset, keep);
    new ReportText(report).print(System.out);
    if (json) {
      System.out.println(new String(Json.encode(report), StandardCharsets.UTF_8));
    }
    return report.ok() ? 0 : 1;
  }

  private Input source() {
    return input == null
        ? new Input.Generated(2_000, events == null ? DEFAULT_ACTIONS : events, seed)
        : new Input.FromFile(input.toAbsolutePath(), events == null ? 0 : events, seed);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
