package dev.kappa.presto.query;

import java.sql.SQLException;
import java.util.regex.Pattern;

/** A statement that Trino could not run, with its place in the statement where Trino says it. */
public final class QueryFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private static final Pattern MESSAGE =
      Pattern.compile(
          "(?:Query failed \\((#[^)]*)\\): )?(?:line (\\d+):(\\d+): )?(.*)", Pattern.DOTALL);

  private static final Pattern VIEW_IS_GONE =
      Pattern.compile("(Schema 'kappa'|Table 'memory\\.kappa\\..*') does not exist");

  private static final String VIEWS_HINT =
      "; views last until Trino stops: './kappa presto views' makes them";

  private QueryFailedException(String message, SQLException cause) {
    super(message, cause);
  }

  /** What the driver said, for a person: the line in question with a caret under the place. */
  static QueryFailedException of(Script.Statement statement, SQLException cause) {
    var match = MESSAGE.matcher(String.valueOf(cause.getMessage()));
    if (!match.matches()) {
      return new QueryFailedException(cause.getMessage(), cause);
    }
    var query =
        (match.group(1) == null ? "" : " (query " + match.group(1).substring(1) + ")")
            + (VIEW_IS_GONE.matcher(match.group(4)).matches() ? VIEWS_HINT : "");
    if (match.group(2) == null) {
      return new QueryFailedException(match.group(4) + query, cause);
    }
    int line = Integer.parseInt(match.group(2));
    int column = Integer.parseInt(match.group(3));
    return new QueryFailedException(
        "line %d:%d: %s%s%s"
            .formatted(
                statement.line() + line - 1,
                column,
                match.group(4),
                query,
                pointer(statement.sql(), line, column)),
        cause);
  }

  private static String pointer(String sql, int line, int column) {
    return sql.lines()
        .skip(line - 1L)
        .findFirst()
        .map(text -> "\n  " + text.replace('\t', ' ') + "\n  " + " ".repeat(column - 1) + "^")
        .orElse("");
  }
}
