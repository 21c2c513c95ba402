package dev.kappa.presto;

import dev.kappa.contracts.config.KappaCommand;
import picocli.CommandLine.Command;

/** {@code kappa presto}: what a Trino or Presto server must be given to show the pipeline. */
@Command(
    name = "kappa presto",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ExportCommand.class, ViewsCommand.class},
    description = "What a Trino or Presto server must be given to show the pipeline.",
    footer = {
      "",
      "Examples:",
      "  ./kappa presto export /tmp/trino-etc",
      "  ./kappa presto export build/etc --installed-at /etc/trino",
      "  ./kappa presto views"
    })
public final class PrestoMain {
  private PrestoMain() {}

  public static void main(String[] args) {
    System.exit(KappaCommand.run(new PrestoMain(), args));
  }
}
