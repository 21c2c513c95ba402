package dev.kappa.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The processes of the servers that are measured, by name, where they are of the local stack. */
record Servers(Map<String, ProcessHandle> processes) {
  static final String KAFKA = "kafka";
  static final String CASSANDRA = "cassandra";
  static final String ELASTICSEARCH = "elasticsearch";
  static final String TRINO = "presto";

  Map<String, Duration> cpu() {
    var times = new LinkedHashMap<String, Duration>();
    processes.forEach((name, process) -> times.put(name, OsAccounting.cpu(process)));
    return times;
  }

  /** What they have taken since {@code before}. */
  Map<String, Use> since(Map<String, Duration> before) {
    var uses = new LinkedHashMap<String, Use>();
    cpu()
        .forEach(
            (name, now) ->
                uses.put(
                    name,
                    new Use(
                        now.minus(before.get(name)),
                        OsAccounting.peakMemoryBytes(processes.get(name)))));
    return uses;
  }
}
