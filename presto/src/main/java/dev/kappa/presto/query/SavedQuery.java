package dev.kappa.presto.query;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An analysis that comes with the suite.
 *
 * @param sql with {@link Placeholders}; begins with comments: what it answers, and a line {@code --
 *     :name = value} for each parameter and its default
 */
public record SavedQuery(String name, String sql) {
  private static final Pattern DEFAULT =
      Pattern.compile(":([A-Za-z0-9_]+(?::[a-z0-9(), ]+)?) = (.*)");

  /** What it answers: the comment's first sentence. */
  public String description() {
    var text =
        comment().stream()
            .filter(line -> !DEFAULT.matcher(line).matches())
            .collect(Collectors.joining(" "));
    int end = text.indexOf(". ");
    return end == -1 ? text : text.substring(0, end + 1);
  }

  /** The parameters that it knows, with their defaults, as {@code name=value}. */
  public List<String> defaults() {
    return comment().stream()
        .map(DEFAULT::matcher)
        .filter(Matcher::matches)
        .map(match -> match.group(1) + "=" + match.group(2))
        .toList();
  }

  private List<String> comment() {
    return sql.lines()
        .takeWhile(line -> line.startsWith("--"))
        .map(line -> line.substring(2).strip())
        .toList();
  }
}
