package dev.kappa.spark;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What sets a table apart from an oracle's, in lines that a person can read. */
final class Differences {
  private static final int SHOWN = 10;

  private Differences() {}

  /** One line a row that differs, is missing or should not be there; the first of them only. */
  static <K, V> List<String> between(Map<K, V> expected, Map<K, V> actual) {
    var keys = new LinkedHashSet<>(expected.keySet());
    keys.addAll(actual.keySet());
    var lines = new ArrayList<String>();
    for (K key : keys) {
      if (!Objects.equals(expected.get(key), actual.get(key))) {
        lines.add("%s: expected %s, found %s".formatted(key, expected.get(key), actual.get(key)));
      }
    }
    if (lines.size() > SHOWN) {
      var more = lines.size() - SHOWN;
      lines.subList(SHOWN, lines.size()).clear();
      lines.add("and %d more".formatted(more));
    }
    return lines;
  }
}
