package dev.kappa.contracts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Reference data of a page, kept in the compacted topic {@code reference.page} under its name.
 *
 * @param name the record's key, and what an {@link Action} is joined by
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page(String name, String category, String title, String url) {}
