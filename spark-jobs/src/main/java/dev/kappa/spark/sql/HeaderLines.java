package dev.kappa.spark.sql;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The comments at the top of a file as keys and values: {@code -- topic: shop.orders}. A line that
 * is indented by two spaces or more goes on with the value before it; other comments say nothing.
 */
final class HeaderLines {
  private static final Pattern ENTRY =
      Pattern.compile("-- ?([a-z]+(?: [a-z]+){0,2}):(?:\\s+(.*))?");
  private static final Pattern CONTINUATION = Pattern.compile("--\\s{2,}(\\S.*)");

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /**
   * A value.
   *
   * @param line where it begins, from 1
   */
  record Entry(int line, String value) {}

  private HeaderLines() {}

  /**
   * Reads a file's header.
   *
   * @param known the keys that there are
   */
  static HeaderLines read(String text, List<String> known, Problems problems) {
    var header = new HeaderLines();
    String key = null;
    int number = 0;
    for (String line : text.lines().map(String::strip).toList()) {
      number++;
      if (!line.isEmpty() && !line.startsWith("--")) {
        break;
      }
      var entry = ENTRY.matcher(line);
      var continuation = CONTINUATION.matcher(line);
      if (entry.matches()) {
        key = entry.group(1);
        header.add(key, new Entry(number, value(entry.group(2))), known, problems);
      } else if (key != null && continuation.matches()) {
        var more = continuation.group(1).strip();
        header.entries.computeIfPresent(
            key, (k, before) -> new Entry(before.line, (before.value + " " + more).strip()));
      } else {
        key = null;
      }
    }
    return header;
  }

  Optional<Entry> find(String key) {
    return Optional.ofNullable(entries.get(key)).filter(entry -> !entry.value.isEmpty());
  }

  /** The value of a key, or a problem: in the line where it is empty, or for the whole file. */
  Optional<Entry> require(String key, String example, Problems problems) {
    var found = find(key);
    if (found.isEmpty()) {
      var sentence = "%s is missing, for example: -- %s: %s".formatted(key, key, example);
      Optional.ofNullable(entries.get(key))
          .ifPresentOrElse(
              empty -> problems.add(empty.line, sentence), () -> problems.add(sentence));
    }
    return found;
  }

  private void add(String key, Entry entry, List<String> known, Problems problems) {
    if (!known.contains(key)) {
      problems.add(
          entry.line, "no such header: %s; there are %s".formatted(key, String.join(", ", known)));
    }
    var before = entries.putIfAbsent(key, entry);
    if (before != null) {
      problems.add(entry.line, "%s stands in line %d already".formatted(key, before.line));
    }
  }

  private static String value(String text) {
    return text == null ? "" : text.strip();
  }
}
