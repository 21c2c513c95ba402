package dev.kappa.demo;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.Map;

/** The report as a person reads it, on one screen. */
final class ReportText {
  private final Report report;

  ReportText(Report report) {
    this.report = report;
  }

  void print(PrintStream out) {
    out.println();
    out.printf("%-12s %-34s %12s %9s %8s%n", "stage", "into", "records", "per s", "seconds");
    rows(out, "produce", report.produced());
    rows(out, "enrich", report.enriched());
    rows(out, "aggregate", report.rows());
    rows(out, "index", report.documents());
    report
        .views()
        .forEach(
            (title, text) -> {
              out.printf("%n── %s%n", title);
              out.println(text.stripTrailing());
            });
    out.println();
    if (report.ok()) {
      out.printf(
          "Every count agrees with the input: %s; %,d dead letters.%n",
          report.counted(), report.deadLetters());
    } else {
      out.println("NOT what the input says it must be:");
      report.problems().forEach(problem -> out.println("  - " + problem));
    }
  }

  private void rows(PrintStream out, String stage, Map<String, Long> counts) {
    double seconds = report.stageSeconds().getOrDefault(stage, BigDecimal.ZERO).doubleValue();
    long total = counts.values().stream().mapToLong(Long::longValue).sum();
    var first = true;
    for (var count : counts.entrySet()) {
      if (first) {
        out.printf(
            "%-12s %-34s %,12d %,9.0f %8.1f%n",
            stage, count.getKey(), count.getValue(), total / Math.max(seconds, 0.1), seconds);
      } else {
        out.printf("%-12s %-34s %,12d%n", "", count.getKey(), count.getValue());
      }
      first = false;
    }
  }
}
