package dev.kappa.connect.sink;

import java.util.Set;

/**
 * What the records of topics mean to the index.
 *
 * @param keyIgnored whether a document's id is its record's position rather than its key
 * @param keyIgnoredTopics topics where that is so in any case
 * @param versionHeader header with the document's version; empty: the record's offset
 * @param compactMaps whether a map with text keys becomes an object
 */
public record DocumentRules(
    boolean keyIgnored,
    Set<String> keyIgnoredTopics,
    NullValues nullValues,
    WriteMethod writeMethod,
    String versionHeader,
    boolean compactMaps,
    IndexNames indexNames) {
  public DocumentRules {
    keyIgnoredTopics = Set.copyOf(keyIgnoredTopics);
  }

  /** Whether a document's id is its record's position rather than its key. */
  public boolean keyIgnored(String topic) {
    return keyIgnored || keyIgnoredTopics.contains(topic);
  }
}
