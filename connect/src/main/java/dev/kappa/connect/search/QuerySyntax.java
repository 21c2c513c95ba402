package dev.kappa.connect.search;

import dev.kappa.connect.elastic.ErrorCause;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says where a query cannot be read, out of what Elasticsearch says about it. */
final class QuerySyntax {
  /** Columns count from 0. */
  private static final Pattern POSITION = Pattern.compile(" at line 1, column (\\d+)");

  private QuerySyntax() {}

  /** An explanation with a mark under the place; empty where the query is not what is wrong. */
  static Optional<String> explain(String query, ErrorCause error) {
    if (!error.reason().contains("Failed to parse query")) {
      return Optional.empty();
    }
    var position = POSITION.matcher(error.reason());
    if (!position.find()) {
      return Optional.of("the query cannot be read: " + error.reason());
    }
    int column = Math.min(Integer.parseInt(position.group(1)), query.length());
    return Optional.of(
        "the query cannot be read at character %d%s:%n  %s%n  %s^%n(%s)"
            .formatted(
                column + 1,
                column == query.length() ? ", where it ends too early" : "",
                query,
                " ".repeat(column),
                "a word with one of + - = & | > < ! ( ) { } [ ] ^ \" ~ * ? : \\ / in it goes between"
                    + " double quotes"));
  }
}
