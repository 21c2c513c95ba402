package dev.kappa.enrich.topology;

import java.util.List;
import java.util.Set;

/** Counts actions per page and minute of event time, in a table that is kept in Kafka. */
public record CountFlow(String from, String to) implements Flow {
  @Override
  public Set<String> targets() {
    return Set.of(to);
  }

  @Override
  public List<Output> apply(SourceRecord record, Tables tables) {
    var action = ParsedAction.parse(record);
    return List.of(new Output.Counted(to, PageMinute.of(action.name(), action.eventTime())));
  }
}
