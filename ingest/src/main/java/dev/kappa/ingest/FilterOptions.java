package dev.kappa.ingest;

import dev.kappa.ingest.deadletter.LetterFilter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which dead letters a command is about. */
final class FilterOptions {
  @Option(names = "--stage", paramLabel = "STAGE", description = "Those of one stage, like enrich.")
  private String stage;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "Those with one reason, like not-json.")
  private String reason;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "Those that came from a topic, or were meant for it.")
  private String topic;

  @Option(
      names = "--since",
      paramLabel = "WHEN",
      converter = When.class,
      description =
          "Those set aside since an instant (2026-11-23T10:00:00Z), or for a time (PT2H).")
  private Instant since;

  LetterFilter filter() {
    return new LetterFilter(stage, reason, topic, since);
  }

  private static final class When implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return text.startsWith("P")
            ? Instant.now().minus(Duration.parse(text))
            : Instant.parse(text);
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "'%s' is neither an instant like 2026-11-23T10:00:00Z nor a duration like PT2H"
                .formatted(text));
      }
    }
  }
}
