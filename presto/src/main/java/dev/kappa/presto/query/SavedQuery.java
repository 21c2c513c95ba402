package dev.kappa.presto.query;

import java.util.stream.Collectors;

/**
 * An analysis that comes with the suite.
 *
 * @param sql with {@link Placeholders}; begins with a comment that says what it answers
 */
public record SavedQuery(String name, String sql) {

  /** What it answers: the comment's first sentence. */
  public String description() {
    var comment =
        sql.lines()
            .takeWhile(line -> line.startsWith("--"))
            .map(line -> line.substring(2).strip())
            .collect(Collectors.joining(" "));
    int end = comment.indexOf(". ");
    return end == -1 ? comment : comment.substring(0, end + 1);
  }
}
