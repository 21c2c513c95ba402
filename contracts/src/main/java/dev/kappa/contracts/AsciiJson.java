package dev.kappa.contracts;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Recognises most of what is a JSON object (RFC 8259), in a single pass and without reading any of
 * its values: those in ASCII that are neither deep nor hold very long names or numbers. Whatever it
 * does not recognise is for a JSON parser to decide upon.
 */
public final class AsciiJson {
  private static final Visitor NOBODY = (name, behindName, value, behindValue, isEscaped) -> {};

  private static final int DEEPEST = 100;
  private static final int LONGEST_NUMBER = 100;

  /** A parser takes no longer names. */
  private static final int LONGEST_OBJECT = 50_000;

  /** Not recognised, as a position and as a byte. */
  private static final int NONE = -1;

  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  /** Eight bytes as a number, the first of them the lowest. */
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** A byte times this is eight of them. */
  private static final long ALL = 0x0101010101010101L;

  private static final long HIGHEST_BIT_OF_ALL = 0x8080808080808080L;

  private final byte[] json;
  private final Visitor visitor;
  private int escapes;

  private AsciiJson(byte[] json, Visitor visitor) {
    this.json = json;
    this.visitor = visitor;
  }

  /** Is shown where the fields of an object are, but not those of objects in it. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * One field.
     *
     * @param name where its name begins, behind the quotation mark
     * @param value where its value begins; with the quotation mark, if it is a text
     * @param isEscaped whether the name or the value holds a backslash
     */
    void field(int name, int behindName, int value, int behindValue, boolean isEscaped);
  }

  /** Whether it is sure that this is exactly one JSON object, and valid in UTF-8. */
  public static boolean isObject(byte[] bytes) {
    return isObject(bytes, NOBODY);
  }

  /**
   * The same.
   *
   * @param visitor is shown the fields in their order; where the answer is no, some of them perhaps
   */
  public static boolean isObject(byte[] bytes, Visitor visitor) {
    if (bytes.length > LONGEST_OBJECT) {
      return false;
    }
    var json = new AsciiJson(bytes, visitor);
    int start = json.behindSpace(0);
    return json.at(start) == '{' && json.behindSpace(json.behindAll(start, '}', 0)) == bytes.length;
  }

  private int at(int i) {
    return i >= 0 && i < json.length ? json[i] : NONE;
  }

  private int behindSpace(int from) {
    int i = from;
    while (at(i) <= ' ' && (at(i) == ' ' || at(i) == '\t' || at(i) == '\r' || at(i) == '\n')) {
      i++;
    }
    return i;
  }

  private int behindValue(int i, int depth) {
    return switch (at(i)) {
      case '"' -> behindString(i);
      case '{' -> behindAll(i, '}', depth + 1);
      case '[' -> behindAll(i, ']', depth + 1);
      case 't' -> behindWord(i, TRUE);
      case 'f' -> behindWord(i, FALSE);
      case 'n' -> behindWord(i, NULL);
      default -> behindNumber(i);
    };
  }

  /** Behind the fields of an object, or the values of an array, and what closes it. */
  private int behindAll(int open, char close, int depth) {
    int i = behindSpace(open + 1);
    if (at(i) == close) {
      return i + 1;
    }
    while (depth <= DEEPEST) {
      i = behindSpace(close == '}' ? behindField(i, depth) : behindValue(i, depth));
      if (at(i) != ',') {
        return at(i) == close ? i + 1 : NONE;
      }
      i = behindSpace(i + 1);
    }
    return NONE;
  }

  private int behindField(int i, int depth) {
    int escapesBefore = escapes;
    int behindName = at(i) == '"' ? behindString(i) : NONE;
    int colon = behindSpace(behindName);
    if (at(colon) != ':') {
      return NONE;
    }
    int value = behindSpace(colon + 1);
    int end = behindValue(value, depth);
    if (depth == 0 && end != NONE) {
      visitor.field(i + 1, behindName - 1, value, end, escapes != escapesBefore);
    }
    return end;
  }

  private int behindString(int open) {
    int i = behindPlain(open + 1);
    while (at(i) == '\\') {
      i = behindPlain(behindEscape(i + 1));
    }
    return at(i) == '"' ? i + 1 : NONE;
  }

  /** The first byte that is no character of a string as it stands, or the end. */
  private int behindPlain(int from) {
    int i = from;
    while (i >= 0 && i <= json.length - Long.BYTES) {
      long ends = ends((long) EIGHT.get(json, i));
      if (ends != 0) {
        return i + Long.numberOfTrailingZeros(ends) / Byte.SIZE;
      }
      i += Long.BYTES;
    }
    while (at(i) >= ' ' && at(i) != '"' && at(i) != '\\') {
      i++;
    }
    return i;
  }

  /**
   * Has the highest bit of the first byte that is a quotation mark, a backslash, below a space or
   * not ASCII: of later bytes it may have more bits than that.
   *
   * @see <a href="https://graphics.stanford.edu/~seander/bithacks.html#HasLessInWord">Bit Twiddling
   *     Hacks</a>
   */
  private static long ends(long eight) {
    long quotes = eight ^ ALL * '"';
    long backslashes = eight ^ ALL * '\\';
    return (((quotes - ALL) & ~quotes)
            | ((backslashes - ALL) & ~backslashes)
            | (eight - ALL * ' ')
            | eight)
        & HIGHEST_BIT_OF_ALL;
  }

  private int behindEscape(int i) {
    escapes++;
    return switch (at(i)) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> i + 1;
      case 'u' -> isHex(i + 1) && isHex(i + 2) && isHex(i + 3) && isHex(i + 4) ? i + 5 : NONE;
      default -> NONE;
    };
  }

  private boolean isHex(int i) {
    return Character.digit(at(i), 16) >= 0;
  }

  private int behindWord(int i, byte[] word) {
    for (int letter = 0; letter < word.length; letter++) {
      if (at(i + letter) != word[letter]) {
        return NONE;
      }
    }
    return i + word.length;
  }

  private int behindNumber(int start) {
    int whole = at(start) == '-' ? start + 1 : start;
    int i = at(whole) == '0' ? whole + 1 : behindDigits(whole);
    if (at(i) == '.') {
      i = behindDigits(i + 1);
    }
    if (at(i) == 'e' || at(i) == 'E') {
      boolean signed = at(i + 1) == '+' || at(i + 1) == '-';
      i = behindDigits(signed ? i + 2 : i + 1);
    }
    return i - start <= LONGEST_NUMBER ? i : NONE;
  }

  /** At least one digit. */
  private int behindDigits(int from) {
    int i = from;
    while (at(i) >= '0' && at(i) <= '9') {
      i++;
    }
    return i > from ? i : NONE;
  }
}
