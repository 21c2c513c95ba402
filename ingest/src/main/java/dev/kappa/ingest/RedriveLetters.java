package dev.kappa.ingest;

import dev.kappa.contracts.HangingTransactions;
import dev.kappa.contracts.Json;
import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.ingest.deadletter.Destinations;
import dev.kappa.ingest.deadletter.Redrive;
import dev.kappa.ingest.deadletter.Redriven;
import dev.kappa.ingest.deadletter.StoredLetter;
import dev.kappa.ingest.deadletter.ValueEdit;
import dev.kappa.ingest.deliver.ProducerSettings;
import dev.kappa.ingest.deliver.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kappa dlq redrive}: sends dead letters back to where they came from. */
@Command(
    name = "redrive",
    mixinStandardHelpOptions = true,
    description = {
      "Sends dead letters back to the topics that they came from, or were meant for, each once:"
          + " also when this is killed and run again. One redrive runs at a time; a second one shuts"
          + " the first one out.",
      "A record that has failed 3 times is parked, and not sent back. One that its topic would not"
          + " take, or whose edit fails, stays; the exit code is then 1."
    },
    footer = {
      "",
      "Examples:",
      "  ./kappa dlq redrive --dry-run",
      "  ./kappa dlq redrive --reason not-json --since PT2H --edit \"sed 's/}}$/}/'\""
    })
final class RedriveLetters implements Callable<Integer> {
  /** The same for every redrive: whoever begins shuts out whoever is still at it. */
  private static final String TRANSACTIONAL_ID = "kappa.dlq.redrive";

  @Mixin private FilterOptions options;

  @Option(names = "--dry-run", description = "Just count what would be sent back, by topic.")
  private boolean dryRun;

  @Option(
      names = "--edit",
      paramLabel = "COMMAND",
      description =
          "Repairs each value: the shell runs the command, which reads the value from standard input"
              + " and writes the repaired one to standard output.")
  private String edit;

  @Option(
      names = "--json",
      description =
          "End with one JSON object: {\"redriven\", \"parked\", \"refused\": {REASON: n}}.")
  private boolean json;

  private long parked;

  @Override
  public Integer call() throws IOException {
    var config = KappaConfig.load();
    try (var box = new LetterBox(config)) {
      return dryRun ? count(box) : redrive(config, box);
    }
  }

  private int count(LetterBox box) {
    var topics = new LinkedHashMap<String, Long>();
    read(
        box,
        box.redriven(),
        letter -> topics.merge(letter.letter().source().topic(), 1L, Long::sum));
    print("would_redrive", topics.values().stream().mapToLong(n -> n).sum(), Map.of());
    if (!json) {
      topics.forEach((topic, n) -> System.out.printf("  %,d to %s%n", n, topic));
    }
    return 0;
  }

  private int redrive(KappaConfig config, LetterBox box) throws IOException {
    var settings = ProducerSettings.of(config.kafka().clientProperties(), Map.of());
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID);
    var editors = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try (var producer = new KafkaProducer<byte[], byte[]>(settings)) {
      box.prepareRedrive();
      producer.initTransactions();
      HangingTransactions.abort(settings, TRANSACTIONAL_ID, topic -> true);
      // Only now: whoever was at it before is shut out, and what it sent back is final.
      var redriven = box.redriven();
      var repair = edit == null ? null : new ValueEdit(edit);
      var redrive = new Redrive(producer, redriven, new Destinations(box.admin()), repair, editors);
      Progress.during(
          () -> {
            read(box, redriven, redrive::accept);
            redrive.flush();
            return redrive;
          },
          () -> "%,d dead letters sent back".formatted(redrive.sent()),
          System.err);
      print("redriven", redrive.sent(), redrive.refused());
      return redrive.refused().isEmpty() ? 0 : 1;
    } finally {
      editors.shutdown();
    }
  }

  private void read(LetterBox box, Redriven redriven, Consumer<StoredLetter> reader) {
    box.read(
        options.filter(),
        redriven,
        (letter, isRedriven) -> {
          if (isRedriven) {
            return;
          }
          if (letter.isParked()) {
            parked++;
          } else {
            reader.accept(letter);
          }
        });
  }

  private void print(String what, long count, Map<String, Long> refused) {
    if (json) {
      var object = new LinkedHashMap<String, Object>();
      object.put(what, count);
      object.put("parked", parked);
      object.put("refused", refused);
      System.out.println(new String(Json.encode(object), StandardCharsets.UTF_8));
    } else {
      System.out.printf(
          "%,d dead letters %s, %,d parked%n",
          count, dryRun ? "would be sent back" : "sent back", parked);
      refused.forEach((reason, n) -> System.out.printf("  %,d stay: %s%n", n, reason));
    }
  }
}
