package dev.kappa.ingest.oracle;

import dev.kappa.contracts.EnrichedAction;
import dev.kappa.contracts.Json;
import dev.kappa.ingest.generate.Generation;
import dev.kappa.ingest.generate.Kind;
import dev.kappa.ingest.generate.Witness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Writes down what the jobs' tables must hold: {@code {"events", "repeated", "late", TABLE:
 * [{COLUMN: value}]}}. Late events are counted and in no table. An action that is sent twice is
 * one, by its {@code uuid}; an employee, who has no identity, is two.
 */
public final class Oracle implements Witness {
  private static final String APPENDED = "Developers Summit";

  private final Path file;
  private final Kind kind;
  private final List<ExpectedTable> tables;
  private long events;
  private long repeated;
  private long late;

  /** Watches a generation; writes {@code file} at its end. */
  public Oracle(Generation generation, Path file) {
    this.file = file;
    this.kind = generation.kind();
    this.tables =
        switch (kind) {
          case EMPLOYEES -> List.of(new EmployeesByInterest(APPENDED), new SalariesByDesignation());
          case PAGES -> List.of();
          case ACTIONS ->
              List.of(
                  ActionsByGroup.pages(),
                  ActionsByGroup.categories(
                      generation.categories(), EnrichedAction.UNKNOWN_CATEGORY),
                  new TopPages(),
                  new UserSessions(),
                  new PageTransitions(),
                  new UnusualTraffic());
        };
  }

  @Override
  public void event(Object event, Instant at, boolean isLate, int copies) {
    events++;
    repeated += copies - 1;
    if (isLate) {
      late++;
      return;
    }
    int counted = kind == Kind.EMPLOYEES ? copies : 1;
    for (int i = 0; i < counted; i++) {
      tables.forEach(table -> table.add(event, at));
    }
  }

  @Override
  public void end() throws IOException {
    var result = new LinkedHashMap<String, Object>();
    result.put("events", events);
    result.put("repeated", repeated);
    result.put("late", late);
    tables.forEach(table -> result.put(table.name(), table.rows()));
    Files.write(file, Json.encode(result));
  }
}
