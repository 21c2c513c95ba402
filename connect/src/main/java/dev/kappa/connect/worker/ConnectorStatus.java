package dev.kappa.connect.worker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * How a connector is doing.
 *
 * @param state {@code RUNNING}, {@code FAILED}, {@code PAUSED}, {@code STOPPED}, {@code UNASSIGNED}
 *     or {@code RESTARTING}
 * @param reason why it failed, empty where it did not
 */
public record ConnectorStatus(String name, String state, String reason, List<Task> tasks) {
  private static final String RUNNING = "RUNNING";
  private static final String FAILED = "FAILED";

  /** How one of its tasks is doing. */
  public record Task(int id, String state, String worker, String reason) {}

  static ConnectorStatus of(JsonNode status) {
    return new ConnectorStatus(
        status.path("name").asText(),
        status.path("connector").path("state").asText(),
        reason(status.path("connector")),
        StreamSupport.stream(status.path("tasks").spliterator(), false)
            .map(
                task ->
                    new Task(
                        task.path("id").asInt(),
                        task.path("state").asText(),
                        task.path("worker_id").asText(),
                        reason(task)))
            .toList());
  }

  /** Whether the connector and at least one task run, and none does not. */
  public boolean running() {
    return state.equals(RUNNING)
        && !tasks.isEmpty()
        && tasks.stream().allMatch(task -> task.state().equals(RUNNING));
  }

  /** Why the connector or the first of its failed tasks failed. */
  public Optional<String> failure() {
    if (state.equals(FAILED)) {
      return Optional.of(reason);
    }
    return tasks.stream()
        .filter(task -> task.state().equals(FAILED))
        .map(task -> "task " + task.id() + ": " + task.reason())
        .findFirst();
  }

  /** The innermost cause of a stack trace in text: what a person wants to know. */
  private static String reason(JsonNode part) {
    var reason = "";
    for (var line : part.path("trace").asText("").lines().toList()) {
      if (reason.isEmpty() || line.startsWith("Caused by: ")) {
        reason = line.replaceFirst("^Caused by: ", "");
      }
    }
    return reason.replaceFirst("^(?:[a-z]\\w*\\.)+[A-Z]\\w*: ", "");
  }
}
