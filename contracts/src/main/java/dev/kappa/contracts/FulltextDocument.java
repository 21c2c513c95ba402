package dev.kappa.contracts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** A text to search, sent to {@code fulltext.register}; its {@code uuid} is its identity. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record FulltextDocument(String uuid, String text) {}
