package dev.kappa.spark.events;

import dev.kappa.contracts.AsciiJson;
import dev.kappa.contracts.MalformedEventException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Reads the texts of some top-level fields of JSON objects. In most objects they are found without
 * a parser, and left where they lie: making strings of them is most of what an event would cost.
 */
final class TextFields {
  private final List<String> names;
  private final byte[][] bytesOfNames;

  TextFields(String... names) {
    this.names = List.of(names);
    this.bytesOfNames =
        Stream.of(names)
            .map(name -> name.getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);
  }

  /**
   * The texts, in the order of the names; null for a field that is null or not there.
   *
   * @throws MalformedEventException when {@code value} is not exactly one JSON object, one of the
   *     fields holds anything but a text, or one of over {@value EventFields#MOST_CHARACTERS}
   *     characters
   */
  UTF8String[] of(byte[] value) {
    var texts = new UTF8String[bytesOfNames.length];
    var plain = new Plain(value, texts);
    if (value != null && AsciiJson.isObject(value, plain) && plain.isAll) {
      return texts;
    }
    Arrays.fill(texts, null);
    EventFields.visit(
        value,
        (name, parser) -> {
          int field = names.indexOf(name);
          if (field >= 0) {
            texts[field] = UTF8String.fromString(EventFields.text(name, parser));
          }
        });
    return texts;
  }

  /** Finds the texts of an object without escapes. */
  private final class Plain implements AsciiJson.Visitor {
    private final byte[] json;
    private final UTF8String[] texts;
    private boolean isAll = true;

    Plain(byte[] json, UTF8String[] texts) {
      this.json = json;
      this.texts = texts;
    }

    @Override
    public void field(int name, int behindName, int value, int behindValue, boolean isEscaped) {
      isAll &= !isEscaped;
      int length = behindName - name;
      for (int i = 0; i < texts.length; i++) {
        var wanted = bytesOfNames[i];
        if (length == wanted.length && Arrays.equals(json, name, behindName, wanted, 0, length)) {
          texts[i] = text(value, behindValue);
        }
      }
    }

    private UTF8String text(int value, int behindValue) {
      if (json[value] == '"') {
        int length = behindValue - value - 2;
        isAll &= length <= EventFields.MOST_CHARACTERS;
        return UTF8String.fromBytes(json, value + 1, length);
      }
      isAll &= json[value] == 'n';
      return null;
    }
  }
}
