package dev.kappa.stack;

/**
 * A loopback port that a server takes.
 *
 * @param setting the key of the configuration that changes it
 */
public record Port(String setting, int number) {}
