package dev.kappa.ingest;

import dev.kappa.ingest.generate.Disorder;
import dev.kappa.ingest.generate.Generation;
import dev.kappa.ingest.generate.Kind;
import dev.kappa.ingest.generate.Witness;
import dev.kappa.ingest.oracle.Oracle;
import dev.kappa.ingest.source.LineSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Option;

/** The options of {@code kappa produce} that shape what is generated. */
final class GenerateOptions {
  /** Fixed, so that a seed alone decides what is generated. */
  private static final Instant DEFAULT_START = Instant.parse("2026-01-01T00:00:00Z");

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "Good records; by default 2000 employees, 100 pages or 100000 actions.")
  private Long count;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed gives the same records (default ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--keys",
      paramLabel = "N",
      description = "Pages that actions go to (default 100), or interests (default 80).")
  private Integer keys;

  @Option(
      names = "--skew",
      paramLabel = "X",
      defaultValue = "1.0",
      description = "Zipf exponent over the keys; 0 treats all alike (default ${DEFAULT-VALUE}).")
  private double skew;

  @Option(
      names = "--start",
      paramLabel = "INSTANT",
      description = "Event time of the first record (default 2026-01-01T00:00:00Z).")
  private Instant start = DEFAULT_START;

  @Option(
      names = "--span",
      paramLabel = "DURATION",
      defaultValue = "PT1H",
      description = "Event time that the records are spread over (default ${DEFAULT-VALUE}).")
  private Duration span;

  @Option(
      names = "--out-of-order",
      paramLabel = "PERCENT",
      defaultValue = "0",
      description = "Share of records sent after their turn, by up to --by.")
  private double outOfOrder;

  @Option(
      names = "--by",
      paramLabel = "DURATION",
      defaultValue = "PT30S",
      description = "How far records get out of order, in event time (default ${DEFAULT-VALUE}).")
  private Duration by;

  @Option(
      names = "--duplicates",
      paramLabel = "PERCENT",
      defaultValue = "0",
      description = "Share of records sent again, up to --by later; on top of --count.")
  private double duplicates;

  @Option(
      names = "--late",
      paramLabel = "PERCENT",
      defaultValue = "0",
      description = "Share of records whose event time lies --late-by before their turn.")
  private double late;

  @Option(
      names = "--late-by",
      paramLabel = "DURATION",
      defaultValue = "PT6H",
      description =
          "How late late records are; more than any watermark (default ${DEFAULT-VALUE}).")
  private Duration lateBy;

  @Option(
      names = "--malformed",
      paramLabel = "PERCENT",
      defaultValue = "0",
      description =
          "Malformed lines among the good ones, on top of --count: cut, in an array, not JSON, not"
              + " UTF-8.")
  private double malformed;

  @Option(
      names = "--oracle",
      paramLabel = "FILE",
      description =
          "Write the rows that the jobs' tables must hold to a file of JSON. Actions are joined with"
              + " the pages of the same --seed and as many as --keys.")
  private Path oracle;

  /** What is wrong with these options, or null. */
  String problem(Kind kind) {
    try {
      of(kind);
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  /** The lines to send. */
  LineSource lines(Kind kind) {
    var generation = of(kind);
    return generation.lines(oracle == null ? Witness.NONE : new Oracle(generation, oracle));
  }

  private Generation of(Kind kind) {
    return new Generation(
        kind,
        count == null ? kind.defaultCount() : count,
        seed,
        keys == null ? kind.defaultKeys() : keys,
        skew,
        start,
        span,
        new Disorder(outOfOrder, by, duplicates, late, lateBy, malformed));
  }
}
