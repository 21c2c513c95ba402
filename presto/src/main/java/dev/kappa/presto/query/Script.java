package dev.kappa.presto.query;

import java.util.ArrayList;
import java.util.List;

/** A text of SQL statements separated by {@code ;}. */
public final class Script {
  private final String text;
  private final List<Statement> statements = new ArrayList<>();
  private int start;
  private boolean empty = true;

  /**
   * One statement, without its {@code ;}.
   *
   * @param line where it begins in the script, from 1
   */
  public record Statement(String sql, int line) {}

  private Script(String text) {
    this.text = text;
  }

  /**
   * Takes a script apart. Semicolons in quotes and in comments separate nothing, and what is only a
   * comment is no statement.
   */
  public static List<Statement> split(String text) {
    return new Script(text).split();
  }

  /** Whether the text's last statement is closed by {@code ;}, with nothing but comments after. */
  public static boolean isComplete(String text) {
    var script = new Script(text);
    script.split();
    return script.empty || script.start == text.length();
  }

  private List<Statement> split() {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\'' || c == '"') {
        at = after(String.valueOf(c), at + 1);
        empty = false;
      } else if (text.startsWith("--", at)) {
        at = after("\n", at);
      } else if (text.startsWith("/*", at)) {
        at = after("*/", at + 2);
      } else if (c == ';') {
        add(at);
        at++;
        start = at;
        empty = true;
      } else {
        empty &= Character.isWhitespace(c);
        at++;
      }
    }
    boolean rest = !empty;
    add(text.length());
    empty = !rest;
    return statements;
  }

  /** A doubled quote ends one quoted part and begins another: no case of its own. */
  private int after(String end, int from) {
    int found = text.indexOf(end, from);
    return found == -1 ? text.length() : found + end.length();
  }

  private void add(int end) {
    if (empty) {
      return;
    }
    int first = start;
    while (Character.isWhitespace(text.charAt(first))) {
      first++;
    }
    int line = 1 + (int) text.substring(0, first).chars().filter(c -> c == '\n').count();
    statements.add(new Statement(text.substring(first, end).stripTrailing(), line));
  }
}
