package dev.kappa.connect.search;

import java.util.List;

/**
 * What was found.
 *
 * @param total how many documents match, exactly; {@code hits} may be fewer
 */
public record SearchResult(long total, List<Hit> hits) {
  public SearchResult {
    hits = List.copyOf(hits);
  }
}
