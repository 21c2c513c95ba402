package dev.kappa.bench;

import java.time.Duration;
import java.util.Map;

/** The clocks of a program and of the servers at one moment. */
record Stopwatch(long nanos, Duration client, Map<String, Duration> servers) {
  static Stopwatch read(Program program, Servers servers) {
    return new Stopwatch(System.nanoTime(), program.cpu(), servers.cpu());
  }

  /** What went by until now. */
  Sample untilNow(Program program, Servers all, long records, long bytes) {
    long now = System.nanoTime();
    return new Sample(
        records,
        bytes,
        Duration.ofNanos(now - nanos),
        new Use(program.cpu().minus(client), program.peakMemoryBytes()),
        all.since(servers));
  }
}
