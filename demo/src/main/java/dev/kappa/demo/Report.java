package dev.kappa.demo;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the demo found, as it prints it.
 *
 * @param produced records acknowledged, by topic
 * @param enriched records that the enricher committed, by topic
 * @param deadLetters records in the dead-letter topic
 * @param rows rows, by table
 * @param documents documents, by index
 * @param counted the sum of each table's counts: events that the aggregates account for
 * @param stageSeconds wall time of each stage
 * @param problems counts that are not what the input says they must be; none when all is well
 * @param views what was looked up in the results, as text, by title
 */
record Report(
    Map<String, Long> produced,
    Map<String, Long> enriched,
    @JsonProperty("dead_letters") long deadLetters,
    Map<String, Long> rows,
    Map<String, Long> documents,
    Map<String, Long> counted,
    @JsonProperty("stage_seconds") Map<String, BigDecimal> stageSeconds,
    List<String> problems,
    @JsonIgnore Map<String, String> views) {

  static Report empty() {
    return new Report(
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        0,
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new ArrayList<>(),
        new LinkedHashMap<>());
  }

  Report withDeadLetters(long count) {
    return new Report(
        produced, enriched, count, rows, documents, counted, stageSeconds, problems, views);
  }

  /** Whether every count is what it must be. */
  @JsonProperty("ok")
  boolean ok() {
    return problems.isEmpty();
  }

  /** Adds to a stage's time. */
  void took(String stage, Duration time) {
    stageSeconds.merge(stage, BigDecimal.valueOf(time.toMillis(), 3), BigDecimal::add);
  }

  /** Notes a problem where a count is not what it must be. */
  void require(String what, long expected, long actual) {
    if (expected != actual) {
      problems.add("%s: %,d, but the input says %,d".formatted(what, actual, expected));
    }
  }
}
