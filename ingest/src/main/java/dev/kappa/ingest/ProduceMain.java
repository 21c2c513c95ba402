package dev.kappa.ingest;

import dev.kappa.contracts.Json;
import dev.kappa.contracts.Topics;
import dev.kappa.contracts.config.KappaCommand;
import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.ingest.check.LimitsCheck;
import dev.kappa.ingest.deliver.ProducerSettings;
import dev.kappa.ingest.deliver.UndeliveredLines;
import dev.kappa.ingest.source.FileLines;
import dev.kappa.ingest.source.LineSource;
import dev.kappa.ingest.source.PacedLines;
import dev.kappa.ingest.source.Spill;
import dev.kappa.ingest.topic.Ledger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code kappa produce}: sends JSON Lines, or generated records, to a topic. */
@Command(
    name = "kappa produce",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Sends lines of JSON to a topic, each exactly as it is: from files, from standard input, or"
          + " made up.",
      "A line that is not one JSON object in UTF-8, or that the topic would not take, goes to the"
          + " dead letters with its file and line number. An empty line is skipped and counted.",
      "Without a broker it waits and tries again, for delivery.timeout.ms (2 minutes); then it says"
          + " which lines were not delivered, and keeps them in a file that can be sent again.",
      "The exit code is 0 only if every line was acknowledged, 1 if not, 2 for a wrong call."
    },
    footer = {
      "",
      "Examples:",
      "  ./kappa produce --file employees.jsonl",
      "  ./kappa produce --file actions.gz --topic analyze.action --key-field user",
      "  tail -F app.log | ./kappa produce --topic app --create-topic --raw",
      "  ./kappa produce --file app.jsonl --follow --topic app --time-field at",
      "  ./kappa produce --generate pages",
      "  ./kappa produce --generate actions --count 1000000 --rate 5000 --malformed 1"
    })
public final class ProduceMain implements Callable<Integer> {
  /** Which files were sent whole, and up to where others were followed. */
  static final String LEDGER = "kappa.produce.ledger";

  @Spec private CommandSpec spec;

  @ArgGroup private SourceOptions source = new SourceOptions();

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description =
          "Default: the configured topic of what is generated; of employees for lines of JSON.")
  private String topic;

  @Option(names = "--create-topic", description = "Create the topic if it does not exist.")
  private boolean createTopic;

  @Option(
      names = "--rate",
      paramLabel = "N[/s]",
      converter = PerSecond.class,
      description = "At most N lines a second.")
  private Double rate;

  @Option(
      names = "--json",
      description =
          "End with one JSON object: topic, sent, acknowledged, failed, dead_letters, empty,"
              + " seconds.")
  private boolean json;

  @ArgGroup(validate = false, heading = "%nHow a line becomes a record:%n")
  private RecordOptions records = new RecordOptions();

  @ArgGroup(validate = false, heading = "%nHow records are delivered:%n")
  private DeliveryOptions delivery = new DeliveryOptions();

  @ArgGroup(validate = false, heading = "%nWhat is generated:%n")
  private GenerateOptions generation = new GenerateOptions();

  private ProduceMain() {}

  public static void main(String[] args) {
    System.exit(KappaCommand.run(new ProduceMain(), args));
  }

  @Override
  public Integer call() throws IOException {
    requireSense();
    var config = KappaConfig.load();
    var settings =
        ProducerSettings.of(config.kafka().clientProperties(), delivery.producerSettings());
    int patience = ProducerSettings.deliveryTimeoutMillis(settings);
    var shutdown = new Shutdown(2L * patience);
    try {
      return call(config, settings, patience, shutdown);
    } finally {
      shutdown.done();
    }
  }

  private int call(
      KappaConfig config, Map<String, Object> settings, int patience, Shutdown shutdown)
      throws IOException {
    var target = target(config.topics());
    boolean remembers = delivery.follow() || delivery.transactional();
    var ledger = new Ledger(LEDGER, config.kafka().clientProperties());
    var limits =
        new TargetTopic(config, target).prepare(createTopic, remembers ? ledger : null, patience);
    var check = new LimitsCheck(limits, Clock.systemUTC(), records.check(source.kind()));
    try (var lost = new UndeliveredLines(delivery.undelivered(target))) {
      var produce =
          new Produce(
              config, target, check, records.fields(source.kind()), settings, lost, shutdown);
      var outcome =
          delivery.follow()
              ? produce.follow(source.files().get(0), ledger)
              : delivery.transactional()
                  ? produce.whole(
                      this::open, new SentFiles(ledger, target, files()), delivery.again())
                  : produce.plain(this::open);
      return conclude(outcome, lost);
    }
  }

  private String target(Topics topics) {
    if (topic != null) {
      return topic;
    }
    return source.kind() == null ? topics.employees() : source.kind().topic(topics);
  }

  private List<Path> files() {
    return source.isOfFiles() ? source.files() : List.of();
  }

  private LineSource open(Spill spill) {
    var lines =
        source.kind() == null
            ? new FileLines(source.files(), spill)
            : generation.lines(source.kind());
    return rate == null ? lines : new PacedLines(lines, rate);
  }

  private int conclude(Outcome outcome, UndeliveredLines lost) {
    Stream.of(
            outcome.failure() == null ? "" : outcome.failure().getMessage(),
            outcome.stop() == null ? "" : outcome.stop(),
            lost.summary())
        .filter(text -> !text.isEmpty())
        .forEach(text -> System.err.println("kappa produce: " + text));
    System.out.println(
        json
            ? new String(Json.encode(outcome.report().toJson()), StandardCharsets.UTF_8)
            : outcome.report().topic() + ": " + outcome.report().toText());
    return outcome.complete() ? 0 : 1;
  }

  private void requireSense() {
    List<String> problems =
        Stream.concat(
                Stream.of(
                        records.problem(),
                        delivery.problem(source),
                        source.kind() == null ? null : generation.problem(source.kind()),
                        rate != null && !(rate > 0) ? "--rate must be more than 0" : null)
                    .filter(Objects::nonNull),
                delivery.follow() ? Stream.empty() : source.unreadable().stream())
            .toList();
    if (!problems.isEmpty()) {
      throw new ParameterException(spec.commandLine(), String.join("; ", problems));
    }
  }

  private static final class PerSecond implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      try {
        return Double.valueOf(text.endsWith("/s") ? text.substring(0, text.length() - 2) : text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'%s' is no rate like 5000 or 5000/s".formatted(text));
      }
    }
  }
}
