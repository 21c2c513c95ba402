package dev.kappa.ingest;

import dev.kappa.ingest.generate.Generation;
import dev.kappa.ingest.generate.Kind;
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
      names = "--malformed",
      paramLabel = "PERCENT",
      defaultValue = "0",
      description =
          "Malformed lines among the good ones, on top of --count: cut, in an array, not JSON, not"
              + " UTF-8.")
  private double malformed;

  /** What is wrong with these options, or null. */
  String problem(Kind kind) {
    try {
      of(kind);
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  Generation of(Kind kind) {
    return new Generation(
        kind,
        count == null ? kind.defaultCount() : count,
        seed,
        keys == null ? kind.defaultKeys() : keys,
        skew,
        start,
        span,
        malformed);
  }
}
