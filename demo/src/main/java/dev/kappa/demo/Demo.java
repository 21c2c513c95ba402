package dev.kappa.demo;

import dev.kappa.contracts.config.KappaConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The pipeline from end to end: ingest, enrich, aggregate, index, look; every count checked. */
final class Demo {
  private static final List<String> JOBS = List.of("employees-by-interest", "actions-by-page");

  private final KappaConfig config;
  private final KappaCommands kappa;
  private final Progress progress;
  private final boolean withPresto;

  Demo(KappaConfig config, KappaCommands kappa, Progress progress, boolean withPresto) {
    this.config = config;
    this.kappa = kappa;
    this.progress = progress;
    this.withPresto = withPresto;
  }

  Report run(Input input, boolean reset, boolean keep) {
    new DemoData(config.root(), config.stack().dir()).claim(kappa, reset);
    var report = Report.empty();
    try (var stack = new RunningStack(kappa, keep)) {
      timed(report, "stack", () -> stack.start(withPresto));
      timed(report, "schema", this::createTopicsTablesAndSink);
      try (var records = new CommittedRecords(config)) {
        var stages = new Stages(config, kappa, progress, records, report);
        timed(report, "produce", () -> stages.produceReferenceData(input));
        try (var enricher = new Enricher(kappa, config)) {
          timed(report, "produce", () -> stages.produceEvents(input));
          timed(report, "enrich", () -> stages.awaitEnriched(enricher));
        }
        timed(report, "aggregate", () -> aggregate(input));
        timed(report, "index", stages::awaitIndexed);
        timed(
            report,
            "query",
            () -> new Results(kappa, config, records, report, withPresto).look(input));
        return report.withDeadLetters(records.of(config.topics().deadLetters()));
      }
    }
  }

  private void createTopicsTablesAndSink() {
    progress.step("topics, tables and the sink connector");
    kappa.run("topics", "create");
    kappa.run("schema", "apply");
    kappa.run("connect", "apply");
  }

  private void aggregate(Input input) {
    progress.step("aggregate: Kafka -> Spark Structured Streaming -> Cassandra");
    var command = new ArrayList<>(List.of("submit"));
    command.addAll(input.actions() > 0 ? JOBS : JOBS.subList(0, 1));
    command.add("--until-now");
    kappa.run(command.toArray(String[]::new));
  }

  private static void timed(Report report, String stage, Runnable work) {
    var began = Instant.now();
    work.run();
    report.took(stage, Duration.between(began, Instant.now()));
  }
}
