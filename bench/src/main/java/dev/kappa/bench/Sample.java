package dev.kappa.bench;

import java.time.Duration;
import java.util.Map;

/**
 * What one program did between two moments.
 *
 * @param bytes of the records' values
 * @param wall time that went by
 * @param client the program's
 * @param servers what servers took meanwhile, by their names; those of the local stack alone
 */
record Sample(long records, long bytes, Duration wall, Use client, Map<String, Use> servers) {

  double recordsPerSecond() {
    return records / (wall.toNanos() / 1e9);
  }

  double megabytesPerSecond() {
    return bytes / 1e6 / (wall.toNanos() / 1e9);
  }

  double clientMicros() {
    return micros(client);
  }

  /** CPU time of a server per record. */
  double serverMicros(String server) {
    return micros(servers.get(server));
  }

  /** CPU time of the program and of the servers per record. */
  double cpuMicros() {
    return clientMicros() + servers.values().stream().mapToDouble(this::micros).sum();
  }

  private double micros(Use use) {
    return use.cpu().toNanos() / 1e3 / records;
  }
}
