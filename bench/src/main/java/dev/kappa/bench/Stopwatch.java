package dev.kappa.bench;

import java.time.Duration;
import java.util.Optional;

/** The clocks of a program and of the broker at one moment. */
record Stopwatch(long nanos, Duration client, Optional<Duration> broker) {
  static Stopwatch read(Program program, Broker broker) {
    return new Stopwatch(System.nanoTime(), program.cpu(), broker.cpu());
  }

  /** What went by until a later moment. */
  Sample until(Stopwatch later, long records, long bytes, long peakMemoryBytes) {
    return new Sample(
        records,
        bytes,
        Duration.ofNanos(later.nanos - nanos),
        later.client.minus(client),
        broker.map(before -> later.broker.orElseThrow().minus(before)),
        peakMemoryBytes);
  }
}
