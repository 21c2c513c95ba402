package dev.kappa.ingest;

import dev.kappa.contracts.Json;
import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.ingest.deadletter.LetterSummary;
import dev.kappa.ingest.deliver.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kappa dlq list}: how many dead letters there are, and of what kind. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Counts the dead letters by stage, reason and topic.",
      "WAITING ones can be sent back; REDRIVEN ones were; PARKED ones have failed 3 times."
    },
    footer = {"", "Example: ./kappa dlq list --since PT2H"})
final class ListLetters implements Callable<Integer> {
  @Mixin private FilterOptions options;

  @Option(
      names = "--json",
      description =
          "One JSON object: {\"waiting\", \"redriven\", \"parked\", \"dead_letters\":"
              + " [{\"stage\", \"reason\", \"topic\", …}]}.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    var summary = new LetterSummary();
    try (var box = new LetterBox(KappaConfig.load())) {
      var read = new AtomicLong();
      Progress.during(
          () -> {
            box.read(
                options.filter(),
                box.redriven(),
                (letter, redriven) -> {
                  summary.add(letter, redriven);
                  read.incrementAndGet();
                });
            return null;
          },
          () -> "%,d dead letters read".formatted(read.get()),
          System.err);
    }
    if (json) {
      var object = new LinkedHashMap<String, Object>();
      object.put("waiting", sum(summary, LetterSummary.Count::waiting));
      object.put("redriven", sum(summary, LetterSummary.Count::redriven));
      object.put("parked", sum(summary, LetterSummary.Count::parked));
      object.put(
          "dead_letters", summary.counts().stream().map(LetterSummary.Count::toJson).toList());
      System.out.println(new String(Json.encode(object), StandardCharsets.UTF_8));
    } else {
      print(summary);
    }
    return 0;
  }

  private static void print(LetterSummary summary) {
    var format = "%-22s %-24s %-28s %9s %9s %7s  %-24s %-24s%n";
    System.out.printf(
        format, "STAGE", "REASON", "TOPIC", "WAITING", "REDRIVEN", "PARKED", "FIRST", "LAST");
    for (var count : summary.counts()) {
      System.out.printf(
          format,
          count.stage(),
          count.reason(),
          count.topic(),
          count.waiting(),
          count.redriven(),
          count.parked(),
          count.first(),
          count.last());
    }
  }

  private static long sum(LetterSummary summary, ToLongFunction<LetterSummary.Count> number) {
    return summary.counts().stream().mapToLong(number).sum();
  }
}
