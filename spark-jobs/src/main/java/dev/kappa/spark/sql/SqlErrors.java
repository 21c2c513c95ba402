package dev.kappa.spark.sql;

import java.util.regex.Pattern;
import org.apache.spark.sql.AnalysisException;

/** What Spark says of a query that it cannot take, for a person. */
final class SqlErrors {
  private static final Pattern ERROR_CLASS = Pattern.compile("^\\[[A-Z0-9_.]+]\\s*");

  private SqlErrors() {}

  /** The first line of its message, without its class of error. */
  static String text(AnalysisException e) {
    var text = ERROR_CLASS.matcher(e.message()).replaceFirst("");
    return text.lines().findFirst().orElse(text).strip();
  }

  /** Adds it, where the file it is about is known to begin with the query's first line. */
  static void add(AnalysisException e, Problems problems) {
    if (e.line().isEmpty()) {
      problems.add(text(e));
    } else if (e.startPosition().isEmpty()) {
      problems.add((int) e.line().get(), text(e));
    } else {
      problems.add((int) e.line().get(), (int) e.startPosition().get() + 1, text(e));
    }
  }
}
