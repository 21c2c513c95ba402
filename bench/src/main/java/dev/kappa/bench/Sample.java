package dev.kappa.bench;

import java.time.Duration;
import java.util.Optional;

/**
 * What one program did between two moments.
 *
 * @param bytes of the records' values
 * @param wall time that went by
 * @param client CPU time of the program
 * @param broker CPU time of the broker meanwhile; empty where it is not a process of the local
 *     stack
 * @param peakMemoryBytes most that the program held of the machine's memory since it began
 */
record Sample(
    long records,
    long bytes,
    Duration wall,
    Duration client,
    Optional<Duration> broker,
    long peakMemoryBytes) {

  double recordsPerSecond() {
    return records / (wall.toNanos() / 1e9);
  }

  double megabytesPerSecond() {
    return bytes / 1e6 / (wall.toNanos() / 1e9);
  }

  double clientMicros() {
    return micros(client);
  }

  /** CPU time of the broker per record; 0 where it is not known. */
  double brokerMicros() {
    return broker.map(this::micros).orElse(0.0);
  }

  /** CPU time of program and broker per record. */
  double cpuMicros() {
    return clientMicros() + brokerMicros();
  }

  private double micros(Duration time) {
    return time.toNanos() / 1e3 / records;
  }
}
