package dev.kappa.contracts.config;

/**
 * One setting in force.
 *
 * @param value as text; {@code ********} for a secret that is set
 * @param secret whether the value must not be shown
 * @param doc what it is for
 */
public record Setting(String key, String value, Origin origin, boolean secret, String doc) {}
