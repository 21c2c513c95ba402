package dev.kappa.enrich.topology;

import java.util.List;

/** Joins each action with the page that it names. */
public record EnrichActionsFlow(String actions, String pages, String to) implements Flow {
  @Override
  public List<String> topics() {
    return List.of(actions, pages, to);
  }
}
