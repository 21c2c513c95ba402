package dev.kappa.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.config.KappaConfig;
import java.util.Comparator;
import java.util.stream.Collectors;

/** Looks at the results where their users would, and compares what it sees with the log. */
final class Results {
  private static final int LINES = 9;

  private final KappaCommands kappa;
  private final KappaConfig config;
  private final CommittedRecords records;
  private final Report report;
  private final boolean withPresto;

  Results(
      KappaCommands kappa,
      KappaConfig config,
      CommittedRecords records,
      Report report,
      boolean withPresto) {
    this.kappa = kappa;
    this.config = config;
    this.records = records;
    this.report = report;
    this.withPresto = withPresto;
  }

  void look(Input input) {
    table("employees_by_interest", "interest", "headcount", "", records.interests());
    if (input.actions() > 0) {
      table(
          "actions_by_page",
          "page",
          "actions",
          " WHERE window_seconds = 60 ALLOW FILTERING",
          records.of(config.topics().enrichedActions()));
    }
    search();
    if (withPresto) {
      sameThroughSql(
          "sum of headcount",
          report.counted().get("employees_by_interest"),
          "SELECT sum(headcount) AS total FROM cassandra.%s.employees_by_interest"
              .formatted(config.cassandra().keyspace()));
      if (input.actions() > 0) {
        kappa.run("presto", "views");
        sameThroughSql(
            "actions of the view",
            records.of(config.topics().enrichedActions()),
            "SELECT count(*) AS total FROM memory.kappa.actions");
      }
      var saved = input.actions() > 0 ? "pages-across-sources" : "interests-across-sources";
      report
          .views()
          .put(
              "Kafka, Cassandra and Elasticsearch in one query: ./kappa sql --saved " + saved,
              firstLines(kappa.run("sql", "--saved", saved)));
    }
    report
        .views()
        .put(
            "dead letters",
            records.deadLettersByReason().isEmpty()
                ? "none"
                : records.deadLettersByReason().entrySet().stream()
                    .map(entry -> "%,7d  %s".formatted(entry.getValue(), entry.getKey()))
                    .collect(Collectors.joining("\n")));
  }

  private void table(String table, String key, String measure, String filter, long expected) {
    var rows =
        kappa.jsonLines(
            "cql",
            "--json",
            "SELECT %s, window_start, %s FROM %s%s".formatted(key, measure, table, filter));
    long sum = rows.stream().mapToLong(row -> row.path(measure).asLong()).sum();
    report.rows().put(table, (long) rows.size());
    report.counted().put(table, sum);
    report.require("sum of " + measure + " in " + table, expected, sum);
    report
        .views()
        .put(
            "top rows of " + table + ": " + key + ", window, " + measure,
            rows.stream()
                .sorted(
                    Comparator.comparingLong((JsonNode row) -> row.path(measure).asLong())
                        .reversed())
                .limit(5)
                .map(
                    row ->
                        "%-28s %s %,7d"
                            .formatted(
                                row.path(key).asText(),
                                row.path("window_start").asText(),
                                row.path(measure).asLong()))
                .collect(Collectors.joining("\n")));
  }

  private void search() {
    var query = "\"" + records.anInterest() + "\"";
    var index = config.topics().appendedEmployees();
    var found = kappa.json("search", query, "--index", index, "--limit", "1", "--json");
    if (found.path("total").asLong() == 0) {
      report.problems().add("no document of %s is found by %s".formatted(index, query));
    }
    report
        .views()
        .put(
            "full-text search: ./kappa search '" + query + "'",
            kappa.run("search", query, "--index", index, "--limit", "1"));
  }

  /** As much of a long answer as leaves room for the rest of the report on one screen. */
  private static String firstLines(String text) {
    return text.lines().limit(LINES).collect(Collectors.joining("\n"));
  }

  private void sameThroughSql(String what, long expected, String sql) {
    var answer = kappa.json("sql", "--json", sql);
    report.require(what + " through SQL", expected, answer.path("total").asLong());
  }
}
