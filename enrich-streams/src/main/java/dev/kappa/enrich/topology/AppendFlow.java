package dev.kappa.enrich.topology;

import dev.kappa.enrich.json.AppendValue;
import java.util.List;
import java.util.Set;

/** Appends a value to a field of each object. */
public record AppendFlow(String from, String to, AppendValue append) implements Flow {
  @Override
  public Set<String> targets() {
    return Set.of(to);
  }

  @Override
  public List<Output> apply(SourceRecord record, Tables tables) {
    return List.of(new Output.Written(to, record.with(append.apply(record.value()))));
  }
}
