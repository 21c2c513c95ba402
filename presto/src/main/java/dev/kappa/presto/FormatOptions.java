package dev.kappa.presto;

import dev.kappa.presto.query.Format;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that say how rows are written. */
final class FormatOptions {
  @ArgGroup private Choice choice = new Choice();

  private static final class Choice {
    @Option(
        names = "--csv",
        description = "Comma-separated, with a header; NULL is nothing, an empty text is \"\".")
    private boolean csv;

    @Option(names = "--json", description = "One JSON object a row, one row a line.")
    private boolean json;
  }

  private FormatOptions() {}

  Format chosen() {
    if (choice.csv) {
      return Format.CSV;
    }
    return choice.json ? Format.JSON : Format.TABLE;
  }
}
