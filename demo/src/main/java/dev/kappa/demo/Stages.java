package dev.kappa.demo;

import dev.kappa.contracts.config.KappaConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The stages that work on topics: what goes in, and waiting for what comes out. */
final class Stages {
  private static final String PAGES = "100";

  /** Of the generated lines, about how many in a hundred are broken. */
  private static final String MALFORMED_PERCENT = "0.1";

  private final KappaConfig config;
  private final KappaCommands kappa;
  private final Progress progress;
  private final CommittedRecords records;
  private final Report report;

  /** Lines that the producer itself set aside, by the topic they were meant for. */
  private final Map<String, Long> refused = new HashMap<>();

  Stages(
      KappaConfig config,
      KappaCommands kappa,
      Progress progress,
      CommittedRecords records,
      Report report) {
    this.config = config;
    this.kappa = kappa;
    this.progress = progress;
    this.records = records;
    this.report = report;
  }

  /** Sends the pages: the enricher joins with those that it finds when it starts. */
  void produceReferenceData(Input input) {
    progress.step("produce: files and generator -> Kafka");
    if (input.actions() > 0) {
      produce(config.topics().pages(), "--generate", "pages", "--count", PAGES, seed(input));
    }
  }

  /** Sends employees, actions and texts. */
  void produceEvents(Input input) {
    if (input instanceof Input.FromFile file) {
      produce(config.topics().employees(), "--file", file.file().toString());
      report.require(
          "lines sent or set aside",
          file.lines(),
          report.produced().get(config.topics().employees())
              + refused.get(config.topics().employees()));
      if (file.actions() > 0) {
        produceActions(input, "0");
      }
    } else if (input instanceof Input.Generated generated) {
      produce(
          config.topics().employees(),
          "--generate",
          "employees",
          "--count",
          Long.toString(generated.employees()),
          "--malformed",
          MALFORMED_PERCENT,
          seed(input));
      if (generated.actions() > 0) {
        produceActions(input, MALFORMED_PERCENT);
        produceResource("texts.jsonl", config.topics().fulltext());
        produceResource("actions-without-uuid.jsonl", config.topics().actions());
      }
    }
  }

  /** Waits until the enricher has made a result or a dead letter of every record. */
  void awaitEnriched(Enricher enricher) {
    progress.step("enrich: append, join, set aside");
    var topics = config.topics();
    awaitEnriched(enricher, topics.employees(), topics.appendedEmployees());
    awaitEnriched(enricher, topics.actions(), topics.enrichedActions());
    for (String topic :
        List.of(config.topics().appendedEmployees(), config.topics().enrichedActions())) {
      if (records.of(topic) > 0) {
        report.enriched().put(topic, records.of(topic));
      }
    }
  }

  /** Waits until every document can be found. */
  void awaitIndexed() {
    progress.step("index: Kafka Connect -> Elasticsearch");
    var documents = new Documents(config.elasticsearch());
    for (String topic :
        List.of(
            config.topics().appendedEmployees(),
            config.topics().enrichedActions(),
            config.topics().fulltext())) {
      long expected = records.of(topic);
      if (expected > 0) {
        progress.await("documents in " + topic, expected, () -> documents.count(topic));
        report.documents().put(topic, documents.count(topic));
        report.require("documents in " + topic, expected, report.documents().get(topic));
      }
    }
  }

  private void awaitEnriched(Enricher enricher, String from, String to) {
    long in = report.produced().getOrDefault(from, 0L);
    long setAsideBefore = refused.getOrDefault(from, 0L);
    progress.await(
        "records of " + from + " enriched",
        in,
        () -> {
          enricher.requireRunning();
          records.readOn();
          return records.of(to) + records.deadLettersOf(from) - setAsideBefore;
        });
    report.require(
        "results and dead letters of " + from,
        in,
        records.of(to) + records.deadLettersOf(from) - setAsideBefore);
  }

  private void produceActions(Input input, String malformedPercent) {
    produce(
        config.topics().actions(),
        "--generate",
        "actions",
        "--count",
        Long.toString(input.actions()),
        "--malformed",
        malformedPercent,
        seed(input));
  }

  private void produceResource(String name, String topic) {
    try (var resource = Stages.class.getResourceAsStream(name)) {
      var file = Files.createTempFile("kappa-demo", ".jsonl");
      try {
        Files.write(file, resource.readAllBytes());
        produce(topic, "--file", file.toString());
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + name + " to a temporary file", e);
    }
  }

  private void produce(String topic, String... options) {
    var command = new ArrayList<>(List.of("produce", "--topic", topic, "--json"));
    command.addAll(List.of(options));
    var result = kappa.json(command.toArray(String[]::new));
    report.produced().merge(topic, result.path("acknowledged").asLong(), Long::sum);
    refused.merge(topic, result.path("dead_letters").asLong(), Long::sum);
  }

  private static String seed(Input input) {
    return "--seed=" + input.seed();
  }
}
