package dev.kappa.stack;

import dev.kappa.contracts.config.KappaCommand;
import dev.kappa.contracts.config.KappaConfig;
import picocli.CommandLine.Command;

/** {@code kappa up|down|status|open|logs|reset}: the local stack. */
@Command(
    name = "kappa",
    mixinStandardHelpOptions = true,
    description = "Runs real servers on this machine, for a demo, development and tests.",
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      OpenCommand.class,
      LogsCommand.class,
      ResetCommand.class
    })
public final class StackMain {
  private StackMain() {}

  public static void main(String[] args) {
    System.exit(KappaCommand.run(new StackMain(), args));
  }

  /** The stack that the configuration in force describes. */
  static Stack stack() {
    return new Stack(KappaConfig.load(), System.getenv(), Progress.toStandardError());
  }
}
