package dev.kappa.ingest;

import dev.kappa.contracts.Json;
import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.ingest.deadletter.LetterPosition;
import dev.kappa.ingest.deadletter.LetterText;
import dev.kappa.ingest.deadletter.StoredLetter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code kappa dlq show}: dead letters in full. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description =
        "Shows dead letters in full: bytes, headers, where they came from. What is not text is shown"
            + " in hexadecimal.",
    footer = {
      "",
      "Examples:",
      "  ./kappa dlq show --reason not-json",
      "  ./kappa dlq show 0-42 --value > value.bin"
    })
final class ShowLetters implements Callable<Integer> {
  @Mixin private FilterOptions options;

  @Parameters(
      paramLabel = "POSITION",
      arity = "0..*",
      converter = Position.class,
      description = "Positions of dead letters, like 0-42; any by default.")
  private List<LetterPosition> positions = List.of();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10",
      description = "At most so many (default ${DEFAULT-VALUE}).")
  private long limit;

  @Option(names = "--value", description = "Just the value, as it is.")
  private boolean value;

  @Option(names = "--json", description = "One JSON object a line; keys and values in Base64.")
  private boolean json;

  private long shown;
  private long more;

  @Override
  public Integer call() {
    try (var box = new LetterBox(KappaConfig.load())) {
      box.read(
          options.filter(),
          box.redriven(),
          (letter, redriven) -> {
            if (!positions.isEmpty() && !positions.contains(letter.position())) {
              return;
            }
            if (shown == limit) {
              more++;
            } else {
              shown++;
              show(letter, redriven);
            }
          });
    }
    System.out.flush();
    if (more > 0) {
      System.err.printf("kappa dlq: %,d more; --limit shows more of them%n", more);
    }
    return shown > 0 || positions.isEmpty() ? 0 : 1;
  }

  private void show(StoredLetter letter, boolean redriven) {
    if (value) {
      var bytes = letter.letter().value();
      System.out.write(bytes == null ? new byte[0] : bytes, 0, bytes == null ? 0 : bytes.length);
    } else if (json) {
      var object = new LetterText(letter, redriven).toJson();
      System.out.println(new String(Json.encode(object), StandardCharsets.UTF_8));
    } else {
      System.out.println(new LetterText(letter, redriven).toText());
    }
  }

  private static final class Position implements ITypeConverter<LetterPosition> {
    @Override
    public LetterPosition convert(String text) {
      try {
        return LetterPosition.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
