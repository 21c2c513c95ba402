package dev.kappa.bench;

import java.time.Duration;

/** The CPU time of processes, from the operating system's own accounting. */
final class Cpu {
  private Cpu() {}

  static Duration of(ProcessHandle process) {
    return process
        .info()
        .totalCpuDuration()
        .orElseThrow(
            () -> new BenchFailedException("the system does not tell the CPU time of a process"));
  }
}
