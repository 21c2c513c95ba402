package dev.kappa.ingest;

import dev.kappa.contracts.Json;
import dev.kappa.contracts.config.KappaCommand;
import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.ingest.topic.TopicAdmin;
import dev.kappa.ingest.topic.TopicReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code kappa topics}: creates the pipeline's topics and lists what there is. */
@Command(
    name = "kappa topics",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(create | list)",
    description = "Creates the pipeline's topics, and lists the topics there are.",
    footer = {"", "Examples:", "  ./kappa topics create", "  ./kappa topics list --count"})
public final class TopicsMain implements Runnable {
  @Spec private CommandSpec spec;

  private TopicsMain() {}

  public static void main(String[] args) {
    System.exit(KappaCommand.run(new TopicsMain(), args));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do: create or list");
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Creates those of the pipeline's topics that do not exist yet.")
  int create(
      @Option(
              names = "--json",
              description = "One JSON object: {\"created\":[TOPIC], \"existing\":[TOPIC]}.")
          boolean json) {
    var config = KappaConfig.load();
    var created = new TreeSet<String>();
    var existing = new TreeSet<String>();
    try (var admin = new TopicAdmin(config.kafka().clientProperties())) {
      for (var topic : config.topics().specs(config.topicDefaults().partitions())) {
        boolean isNew = admin.create(topic, config.topicDefaults().replicationFactor());
        (isNew ? created : existing).add(topic.name());
        if (!json) {
          System.out.printf("%-8s %s%n", isNew ? "created" : "exists", topic.name());
        }
      }
    }
    if (json) {
      print(Map.of("created", created, "existing", existing));
    }
    return 0;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = {
        "Lists topics with their partitions and offsets.",
        "OFFSETS is what lies between the first and the last offset of each partition: an upper"
            + " bound of the records, as markers of transactions, aborted records and what"
            + " compaction removed have offsets too. --count reads the topics and counts."
      })
  int list(
      @Option(names = "--count", description = "Count the committed records by reading them.")
          boolean count,
      @Option(
              names = "--json",
              description = "One JSON object: {TOPIC: {\"partitions\", \"offsets\", \"records\"}}.")
          boolean json) {
    var config = KappaConfig.load();
    var client = config.kafka().clientProperties();
    var topics = new LinkedHashMap<String, Map<String, Long>>();
    try (var admin = new TopicAdmin(client)) {
      for (var topic : new TreeSet<>(admin.names())) {
        int partitions = admin.partitions(topic).orElseThrow();
        var numbers = new LinkedHashMap<String, Long>();
        numbers.put("partitions", (long) partitions);
        numbers.put("offsets", admin.offsets(topic));
        if (count) {
          numbers.put("records", count(client, topic));
        }
        topics.put(topic, numbers);
      }
    }
    if (json) {
      print(topics);
    } else {
      System.out.printf(
          "%-36s %10s %14s%s%n", "TOPIC", "PARTITIONS", "OFFSETS", count ? "        RECORDS" : "");
      topics.forEach(
          (name, numbers) ->
              System.out.printf(
                  "%-36s %10d %14d%s%n",
                  name,
                  numbers.get("partitions"),
                  numbers.get("offsets"),
                  count ? " %14d".formatted(numbers.get("records")) : ""));
    }
    return 0;
  }

  private static long count(Map<String, String> client, String topic) {
    var records = new AtomicLong();
    new TopicReader(client).read(topic, record -> records.incrementAndGet());
    return records.get();
  }

  private static void print(Object result) {
    System.out.println(new String(Json.encode(result), StandardCharsets.UTF_8));
  }
}
