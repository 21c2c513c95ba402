package dev.kappa.presto.shell;

import dev.kappa.presto.query.Script;
import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Reads on until a statement ends in {@code ;}; a command of the shell needs none. */
final class SqlParser implements Parser {
  private final List<String> commands;

  SqlParser(List<String> commands) {
    this.commands = commands;
  }

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    if (context == ParseContext.ACCEPT_LINE && !isCommand(line) && !Script.isComplete(line)) {
      throw new EOFError(-1, -1, "not closed by ;", ";");
    }
    int start = cursor;
    while (start > 0 && isPartOfName(line.charAt(start - 1))) {
      start--;
    }
    return new Word(line, cursor, line.substring(start, cursor));
  }

  private boolean isCommand(String line) {
    return line.isBlank() || commands.contains(line.strip().split("\\s+", 2)[0]);
  }

  private static boolean isPartOfName(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '"';
  }

  /** The name that ends at the cursor: the only word that completion asks for. */
  private record Word(String line, int cursor, String word) implements CompletingParsedLine {
    @Override
    public int wordCursor() {
      return word.length();
    }

    @Override
    public int wordIndex() {
      return 0;
    }

    @Override
    public List<String> words() {
      return List.of(word);
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      return candidate;
    }

    @Override
    public int rawWordCursor() {
      return word.length();
    }

    @Override
    public int rawWordLength() {
      return word.length();
    }
  }
}
