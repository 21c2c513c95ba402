package dev.kappa.ingest;

import dev.kappa.contracts.Json;
import dev.kappa.contracts.Topics;
import dev.kappa.contracts.config.KappaCommand;
import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.ingest.check.JsonCheck;
import dev.kappa.ingest.check.SizeCheck;
import dev.kappa.ingest.deliver.Delivery;
import dev.kappa.ingest.deliver.DeliveryReport;
import dev.kappa.ingest.deliver.ProducerSettings;
import dev.kappa.ingest.deliver.Progress;
import dev.kappa.ingest.deliver.UndeliveredLines;
import dev.kappa.ingest.generate.Kind;
import dev.kappa.ingest.source.FileLines;
import dev.kappa.ingest.source.LineSource;
import dev.kappa.ingest.source.PacedLines;
import dev.kappa.ingest.source.StreamLines;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.KafkaProducer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code kappa produce}: sends JSON Lines, or generated records, to a topic. */
@Command(
    name = "kappa produce",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sends lines of JSON to a topic, each exactly as it is: from files, from standard input, or"
          + " made up.",
      "A line that is not one JSON object in UTF-8, or is too large, goes to the dead letters with"
          + " its file and line number. An empty line is skipped and counted.",
      "The exit code is 0 only if every line was acknowledged, 1 if not, 2 for a wrong call."
    },
    footer = {
      "",
      "Examples:",
      "  ./kappa produce --file employees.jsonl",
      "  zcat actions.gz | ./kappa produce --topic analyze.action --key-field user",
      "  ./kappa produce --generate pages",
      "  ./kappa produce --generate actions --count 1000000 --rate 5000 --malformed 1"
    })
public final class ProduceMain implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @ArgGroup private Source from = new Source();

  @Option(
      names = "--topic",
      description =
          "Default: the configured topic of what is generated; of employees for lines of JSON.")
  private String topic;

  @Option(
      names = "--key-field",
      paramLabel = "FIELD",
      description =
          "The field whose text is the record's key; 'none' for no key. Default: name of pages, user"
              + " of actions, else none. A line without it goes to the dead letters.")
  private String keyField;

  @Option(names = "--rate", paramLabel = "N", description = "At most N lines a second.")
  private Double rate;

  @Option(names = "--create-topic", description = "Create the topic if it does not exist.")
  private boolean createTopic;

  @Option(
      names = "--undelivered",
      paramLabel = "FILE",
      description =
          "Where lines go that could not be delivered, to be sent again (default"
              + " undelivered-TOPIC-MILLISECONDS.jsonl).")
  private Path undelivered;

  @Option(
      names = "--json",
      description =
          "End with one JSON object: topic, sent, acknowledged, failed, dead_letters, empty,"
              + " seconds.")
  private boolean json;

  @ArgGroup(validate = false, heading = "%nWhat is generated:%n")
  private GenerateOptions generate = new GenerateOptions();

  /** One of them; neither means standard input. */
  private static final class Source {
    @Option(
        names = "--file",
        paramLabel = "FILE",
        arity = "1..*",
        description = "Files of JSON Lines; - is standard input, the default.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--generate", description = "One of ${COMPLETION-CANDIDATES}.")
    private Kind kind;
  }

  ProduceMain() {}

  public static void main(String[] args) {
    System.exit(KappaCommand.run(new ProduceMain(), args));
  }

  @Override
  public Integer call() throws IOException {
    var config = KappaConfig.load();
    var client = config.kafka().clientProperties();
    var target = targetTopic(config.topics());
    try (var source = source()) {
      prepareTopics(config, target);
      var lost =
          new UndeliveredLines(
              undelivered == null
                  ? Path.of("undelivered-%s-%d.jsonl".formatted(target, System.currentTimeMillis()))
                  : undelivered);
      try (lost;
          var producer = new KafkaProducer<byte[], byte[]>(ProducerSettings.of(client))) {
        var delivery = new Delivery(producer, target, config.topics().deadLetters(), lost);
        var check = new SizeCheck(ProducerSettings.MAX_RECORD_BYTES, new JsonCheck(keyField()));
        var production = new Production(source, check, delivery);
        var report = Progress.during(production::run, () -> delivery.report().toText(), System.err);
        return conclude(report, delivery, lost);
      }
    }
  }

  private int conclude(DeliveryReport report, Delivery delivery, UndeliveredLines lost) {
    if (!report.complete()) {
      System.err.println("kappa produce: " + delivery.firstFailure());
      System.err.println("kappa produce: " + lost.summary());
    }
    System.out.println(
        json
            ? new String(Json.encode(report.toJson()), StandardCharsets.UTF_8)
            : report.topic() + ": " + report.toText());
    return report.complete() ? 0 : 1;
  }

  private String targetTopic(Topics topics) {
    if (topic != null) {
      return topic;
    }
    return from.kind == null ? topics.employees() : from.kind.topic(topics);
  }

  private String keyField() {
    if (keyField != null) {
      return keyField.equals("none") ? null : keyField;
    }
    return from.kind == null ? null : from.kind.keyField();
  }

  private LineSource source() {
    try {
      LineSource lines = from.kind == null ? input() : generate.of(from.kind).lines();
      return rate == null ? lines : new PacedLines(lines, rate);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private LineSource input() {
    if (from.files.isEmpty() || from.files.equals(List.of(Path.of("-")))) {
      return new StreamLines(new FileInputStream(FileDescriptor.in), "-");
    }
    return new FileLines(from.files);
  }

  private void prepareTopics(KappaConfig config, String target) {
    var defaults = config.topicDefaults();
    var known = config.topics().specs(defaults.partitions());
    try (var admin = new TopicAdmin(config.kafka().clientProperties())) {
      for (var name : List.of(target, config.topics().deadLetters())) {
        if (createTopic) {
          var topicSpec =
              known.stream()
                  .filter(candidate -> candidate.name().equals(name))
                  .findFirst()
                  .orElseGet(() -> Topics.other(name, defaults.partitions()));
          admin.create(topicSpec, defaults.replicationFactor());
        } else if (!admin.exists(name)) {
          throw new IllegalStateException(
              "topic %s does not exist; --create-topic creates it, './kappa topics create' all of the pipeline's"
                  .formatted(name));
        }
      }
    }
  }
}
