package dev.kappa.enrich.topology;

import dev.kappa.enrich.json.AppendValue;
import java.util.List;

/** Appends a value to a field of each object. */
public record AppendFlow(String from, String to, AppendValue append) implements Flow {
  @Override
  public List<String> topics() {
    return List.of(from, to);
  }
}
