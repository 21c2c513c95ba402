package dev.kappa.enrich.run;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KafkaStreams;

/** What the outside may ask: is it alive, is it ready, in numbers. */
final class Health {
  private volatile List<RunningApp> applications = List.of();

  /** From now on these are asked; before, the enricher waits for its topics. */
  void watch(List<RunningApp> running) {
    applications = List.copyOf(running);
  }

  List<RunningApp> applications() {
    return applications;
  }

  /** Whether it works, or waits for something that will be there again. */
  boolean live() {
    return applications.stream().noneMatch(app -> app.state().hasCompletedShutdown());
  }

  /** Whether records are processed now: running, neither restoring nor rebalancing. */
  boolean ready() {
    return !applications.isEmpty()
        && applications.stream().allMatch(app -> app.state() == KafkaStreams.State.RUNNING);
  }

  String states() {
    return applications.isEmpty()
        ? "waiting for Kafka or its topics"
        : applications.stream()
            .map(app -> app.name() + ": " + app.state())
            .collect(Collectors.joining("\n"));
  }
}
