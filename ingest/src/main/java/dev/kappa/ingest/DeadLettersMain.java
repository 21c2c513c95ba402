package dev.kappa.ingest;

import dev.kappa.contracts.config.KappaCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code kappa dlq}: looks at the dead letters of every stage, and sends them back. */
@Command(
    name = "kappa dlq",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(list | show | redrive)",
    subcommands = {ListLetters.class, ShowLetters.class, RedriveLetters.class},
    description = "Looks at the dead letters of every stage, and sends them back.",
    footer = {
      "",
      "Examples:",
      "  ./kappa dlq list",
      "  ./kappa dlq show --reason not-json --limit 3",
      "  ./kappa dlq redrive --reason not-json --edit './repair.sh'"
    })
public final class DeadLettersMain implements Runnable {
  @Spec private CommandSpec spec;

  private DeadLettersMain() {}

  public static void main(String[] args) {
    System.exit(KappaCommand.run(new DeadLettersMain(), args));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do: list, show or redrive");
  }
}
