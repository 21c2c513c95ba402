package dev.kappa.enrich.topology;

import dev.kappa.enrich.deadletter.RejectedRecordException;
import dev.kappa.enrich.json.JsonObject;
import java.util.Optional;
import java.util.Set;

/** What an action takes from its page. */
record PageText(Optional<String> category, Optional<String> title) {
  static final String CATEGORY = "category";
  static final String TITLE = "title";
  private static final Set<String> FIELDS = Set.of(CATEGORY, TITLE);

  /**
   * Reads a page.
   *
   * @throws RejectedRecordException when it is no JSON object, or its category or title no text
   */
  static PageText parse(byte[] page) {
    var json = JsonObject.parse(page, FIELDS);
    return new PageText(json.text(CATEGORY), json.text(TITLE));
  }

  /** Reads a page; one that cannot be read is no page: {@link TableCheckTopology} reports it. */
  static Optional<PageText> read(byte[] page) {
    try {
      return Optional.of(parse(page));
    } catch (RejectedRecordException e) {
      return Optional.empty();
    }
  }
}
