package dev.kappa.presto.shell;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes keywords, tables level by level, and the columns of the tables that are named. */
final class SqlCompleter implements Completer {
  private static final List<String> KEYWORDS =
      List.of(
          "SELECT",
          "FROM",
          "WHERE",
          "GROUP BY",
          "ORDER BY",
          "HAVING",
          "LIMIT",
          "JOIN",
          "LEFT JOIN",
          "FULL JOIN",
          "CROSS JOIN",
          "UNNEST",
          "ON",
          "USING",
          "WITH",
          "UNION ALL",
          "DISTINCT",
          "COUNT",
          "SUM",
          "AVG",
          "MIN",
          "MAX",
          "CASE",
          "WHEN",
          "THEN",
          "ELSE",
          "END",
          "AND",
          "OR",
          "NOT",
          "IN",
          "LIKE",
          "BETWEEN",
          "IS NULL",
          "IS NOT NULL",
          "CAST",
          "TIMESTAMP",
          "INTERVAL",
          "SHOW CATALOGS",
          "SHOW SCHEMAS FROM",
          "SHOW TABLES FROM",
          "DESCRIBE",
          "EXPLAIN",
          "EXPLAIN ANALYZE",
          "CREATE TABLE",
          "CREATE VIEW",
          "DROP TABLE",
          "INSERT INTO",
          "VALUES");

  private final Supplier<Names> names;

  SqlCompleter(Supplier<Names> names) {
    this.names = names;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    matching(line.word().substring(0, line.wordCursor()), line.line())
        .forEach(text -> candidates.add(new Candidate(text, text, null, null, null, null, false)));
  }

  /** What a word may become in a statement. */
  List<String> matching(String word, String statement) {
    var known = names.get();
    long level = dots(word);
    var prefix = word.toLowerCase(Locale.ROOT);
    var tables = known.tables().stream().filter(name -> dots(name) == level);
    var columns = level == 0 ? known.columnsFor(statement).stream() : Stream.<String>empty();
    var found = Stream.concat(columns, tables).filter(name -> name.startsWith(prefix));
    return level > 0 || word.isEmpty()
        ? found.toList()
        : Stream.concat(found, keywords(prefix, word)).toList();
  }

  /** In the letters' case that the person types in. */
  private static Stream<String> keywords(String prefix, String word) {
    boolean lower = word.equals(prefix);
    return KEYWORDS.stream()
        .filter(keyword -> keyword.toLowerCase(Locale.ROOT).startsWith(prefix))
        .map(keyword -> lower ? keyword.toLowerCase(Locale.ROOT) : keyword);
  }

  /** Dots between identifiers; those in quotes, also in quotes still open, belong to a name. */
  private static long dots(String name) {
    return name.replaceAll("\"[^\"]*(\"|$)", "").chars().filter(c -> c == '.').count();
  }
}
