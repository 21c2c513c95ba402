package dev.kappa.stack;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kappa reset}. */
@Command(
    name = "reset",
    mixinStandardHelpOptions = true,
    description = {
      "Stops the local stack and deletes its data, after asking: topics, tables, indices,"
          + " checkpoints, and the logs.",
      "Unpacked server files stay."
    },
    footer = {"", "Examples:", "  ./kappa reset", "  ./kappa reset --yes    # in a script"})
final class ResetCommand implements Callable<Integer> {
  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Override
  @SuppressWarnings(
      "SystemConsoleNull") // ./kappa runs this on JDK 17, where null means no terminal
  public Integer call() throws Exception {
    var stack = StackMain.stack();
    if (!yes) {
      var console = System.console();
      if (console == null) {
        System.err.println(
            "kappa reset: deletes data, so it asks, and there is no terminal to ask on: --yes says yes");
        return CommandLine.ExitCode.USAGE;
      }
      var answer =
          console.readLine("Delete all data of the stack in %s? [y/N] ", stack.layout().dir());
      if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).matches("y|yes")) {
        console.printf("nothing was deleted%n");
        return CommandLine.ExitCode.SOFTWARE;
      }
    }
    stack.reset();
    return CommandLine.ExitCode.OK;
  }
}
