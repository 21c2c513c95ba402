package dev.kappa.contracts.config;

import dev.kappa.contracts.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kappa config}: prints what is in force and where each value came from. */
@Command(
    name = "kappa config",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the configuration in force and where each value came from; secrets are masked.",
      "Values come from kappa.properties (or the file that KAPPA_CONFIG names), and from KAPPA_…"
          + " variables over it: KAPPA_KAFKA_BOOTSTRAP_SERVERS sets kafka.bootstrap.servers."
    },
    footer = {"", "Examples:", "  ./kappa config", "  ./kappa config --json"})
public final class ConfigMain implements Callable<Integer> {
  @Option(names = "--json", description = "One JSON object: {KEY: {\"value\", \"from\"}}.")
  private boolean json;

  private ConfigMain() {}

  public static void main(String[] args) {
    System.exit(KappaCommand.run(new ConfigMain(), args));
  }

  @Override
  public Integer call() {
    var environment = System.getenv();
    var settings = KappaConfig.describe(KappaConfig.rootOf(environment), environment);
    if (json) {
      var object = new LinkedHashMap<String, Map<String, String>>();
      settings.forEach(
          s -> object.put(s.key(), Map.of("value", s.value(), "from", s.origin().toString())));
      System.out.println(new String(Json.encode(object), java.nio.charset.StandardCharsets.UTF_8));
    } else {
      settings.forEach(
          s -> System.out.printf("%-36s = %-32s # %s%n", s.key(), s.value(), s.origin()));
    }
    return CommandLine.ExitCode.OK;
  }
}
