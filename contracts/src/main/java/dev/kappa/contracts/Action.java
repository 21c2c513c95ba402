package dev.kappa.contracts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Something a user did on a page, as sent to {@code analyze.action}.
 *
 * @param uuid identity of the event; two records with one uuid are one event
 * @param uri where it happened, for example {@code /page/7?ref=mail}
 * @param name name of the page, the key of {@link Page}
 * @param user who did it; may be missing
 * @param at event time, ISO-8601 instant; when missing, the record's timestamp is the event time
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Action(String uuid, String uri, String name, String user, String at) {}
