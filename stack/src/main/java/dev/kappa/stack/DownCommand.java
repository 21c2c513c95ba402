package dev.kappa.stack;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kappa down}. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = {
      "Stops the local stack. The data stays, and the next ./kappa up goes on with it.",
      "Also ends what a killed ./kappa up left behind."
    },
    footer = {"", "Examples:", "  ./kappa down", "  ./kappa down --only connect"})
final class DownCommand implements Callable<Integer> {
  @Option(names = "--only", split = ",", paramLabel = "SERVER", description = "Stop these alone.")
  private List<String> only = List.of();

  @Override
  public Integer call() throws Exception {
    if (only.isEmpty()) {
      StackMain.stack().down();
    } else {
      StackMain.stack().down(only);
    }
    return CommandLine.ExitCode.OK;
  }
}
