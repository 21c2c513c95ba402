package dev.kappa.contracts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * How many actions a page had in a minute of event time, in {@code analyze.action_counts}. Each
 * record replaces those before it that have its key; the number only ever grows.
 *
 * @param name of the page
 * @param minute its start, ISO-8601 instant
 * @param actions so far
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ActionCount(String name, String minute, Long actions) {}
