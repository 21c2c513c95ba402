package dev.kappa.enrich.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Changes to a {@link JsonObject}, by splicing: what no change names is copied byte for byte. */
public final class JsonEdit {
  private final JsonObject object;
  private final List<Splice> splices = new ArrayList<>();
  private boolean fieldBefore;

  JsonEdit(JsonObject object) {
    this.object = object;
    this.fieldBefore = !object.empty();
  }

  /** Puts {@code text} in the place of a field's value, or adds the field at the end. */
  public JsonEdit set(String name, String text) {
    return setRaw(name, quoted(text));
  }

  /** {@link #set} for a value that is JSON already. */
  public JsonEdit setRaw(String name, String json) {
    var field = object.field(name);
    if (field.isPresent()) {
      splices.add(new Splice(field.get().start(), field.get().end(), utf8(json)));
    } else {
      insert(object.brace(), (fieldBefore ? "," : "") + quoted(name) + ":" + json);
      fieldBefore = true;
    }
    return this;
  }

  /** Puts {@code text}, as it is, before the byte at {@code offset}. */
  JsonEdit insert(int offset, String text) {
    splices.add(new Splice(offset, offset, utf8(text)));
    return this;
  }

  /** The changed object. */
  public byte[] bytes() {
    splices.sort(Comparator.comparingInt(Splice::start)); // stable: additions keep their order
    var source = object.bytes();
    var out = new byte[source.length + splices.stream().mapToInt(Splice::growth).sum()];
    int copied = 0;
    int written = 0;
    for (var splice : splices) {
      System.arraycopy(source, copied, out, written, splice.start() - copied);
      written += splice.start() - copied;
      System.arraycopy(splice.text(), 0, out, written, splice.text().length);
      written += splice.text().length;
      copied = splice.end();
    }
    System.arraycopy(source, copied, out, written, source.length - copied);
    return out;
  }

  static String quoted(String text) {
    return '"' + escaped(text) + '"';
  }

  static String escaped(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @SuppressWarnings("ArrayRecordComponent") // bytes to copy; never compared
  private record Splice(int start, int end, byte[] text) {
    int growth() {
      return text.length - (end - start);
    }
  }
}
