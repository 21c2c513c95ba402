package dev.kappa.bench;

import java.time.Duration;

/**
 * What a process took of the machine.
 *
 * @param peakMemoryBytes most that it held of the machine's memory since it began
 */
record Use(Duration cpu, long peakMemoryBytes) {}
