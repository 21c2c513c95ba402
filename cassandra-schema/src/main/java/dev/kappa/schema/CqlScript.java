package dev.kappa.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Takes CQL text apart into statements: at each semicolon that is in no string and no comment. */
final class CqlScript {
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<comment>--[^\\n]*|//[^\\n]*|/\\*.*?\\*/)"
              + "|(?<quoted>'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\\$\\$.*?\\$\\$)"
              + "|(?<end>;)"
              + "|(?<other>.)",
          Pattern.DOTALL);

  private CqlScript() {}

  /** The statements of {@code script}, without comments and without their semicolons. */
  static List<String> statements(String script) {
    var statements = new ArrayList<String>();
    var statement = new StringBuilder();
    var matcher = TOKEN.matcher(script);
    while (matcher.find()) {
      if (matcher.group("end") != null) {
        add(statements, statement);
      } else if (matcher.group("comment") != null) {
        statement.append(' ');
      } else {
        statement.append(matcher.group());
      }
    }
    add(statements, statement);
    return statements;
  }

  private static void add(List<String> statements, StringBuilder statement) {
    var text = statement.toString().strip();
    if (!text.isEmpty()) {
      statements.add(text);
    }
    statement.setLength(0);
  }
}
