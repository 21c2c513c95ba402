package dev.kappa.contracts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * An {@link Action} with what is known of its page, in {@code analyze.enriched_action}.
 *
 * @param user who did it; may be missing
 * @param at event time, ISO-8601 instant; always there
 * @param category the page's category, {@link #UNKNOWN_CATEGORY} where the page is not known
 * @param title the page's title; missing where the page is not known
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EnrichedAction(
    String uuid, String uri, String name, String user, String at, String category, String title) {

  /** The category of an action whose page is not in {@code reference.page}. */
  public static final String UNKNOWN_CATEGORY = "unknown";
}
