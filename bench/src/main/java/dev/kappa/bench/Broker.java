package dev.kappa.bench;

import java.time.Duration;
import java.util.Optional;

/**
 * The broker's process, where it is one of the local stack.
 *
 * @param bootstrapServers how to reach it
 */
record Broker(String bootstrapServers, Optional<ProcessHandle> process) {
  Optional<Duration> cpu() {
    return process.map(Cpu::of);
  }
}
