package dev.kappa.enrich.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Writes JSON objects as odd as JSON allows: white space, escapes, numbers, nesting, doubles. */
final class RandomJson {
  private static final List<String> SPACE = List.of("", "", "", " ", "\n", "\t ", "\r\n");
  private static final List<String> NUMBERS =
      List.of("0", "-0", "1.50", "1E400", "-2.5e-7", "154000", "12345678901234567890123");
  private static final List<String> PIECES =
      List.of(
          "a", "é", "😀", "\\\"", "\\\\", "\\u00e9", "\\ud83d\\ude00", ",", "}", "]", "{", "\\n");

  private final Random random;
  private final String field;

  /**
   * @param field a field that stands in most objects: text, null or an array; also further down
   */
  RandomJson(Random random, String field) {
    this.random = random;
    this.field = field;
  }

  String object() {
    var fields = new ArrayList<String>();
    for (int n = random.nextInt(5); n > 0; n--) {
      fields.add(field(text(), value(3)));
    }
    for (int n = random.nextInt(3); n > 0; n--) {
      fields.add(field("\"" + field + "\"", appendable()));
    }
    Collections.shuffle(fields, random);
    return space() + "{" + space() + String.join("," + space(), fields) + "}" + space();
  }

  private String field(String name, String value) {
    return name + space() + ":" + space() + value + space();
  }

  private String appendable() {
    return switch (random.nextInt(4)) {
      case 0 -> "null";
      case 1 -> array(2);
      default -> text();
    };
  }

  private String value(int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 6)) {
      case 0 -> NUMBERS.get(random.nextInt(NUMBERS.size()));
      case 1 -> random.nextBoolean() ? "true" : "false";
      case 2 -> "null";
      case 3 -> text();
      case 4 -> array(depth - 1);
      default -> "{" + space() + field("\"" + field + "\"", value(depth - 1)) + "}";
    };
  }

  private String array(int depth) {
    var elements = new ArrayList<String>();
    for (int n = random.nextInt(4); n > 0; n--) {
      elements.add(space() + value(depth) + space());
    }
    return "[" + space() + String.join(",", elements) + "]";
  }

  private String text() {
    var text = new StringBuilder("\"");
    for (int n = random.nextInt(6); n > 0; n--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.append('"').toString();
  }

  private String space() {
    return SPACE.get(random.nextInt(SPACE.size()));
  }
}
