package dev.kappa.enrich.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
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
      splices.add(new Splice(field.get().start(), field.get().end(), json));
    } else {
      insert(object.brace(), (fieldBefore ? "," : "") + quoted(name) + ":" + json);
      fieldBefore = true;
    }
    return this;
  }

  /** Puts {@code text}, as it is, before the byte at {@code offset}. */
  JsonEdit insert(int offset, String text) {
    splices.add(new Splice(offset, offset, text));
    return this;
  }

  /** The changed object. */
  public byte[] bytes() {
    splices.sort(Comparator.comparingInt(Splice::start)); // stable: additions keep their order
    var source = object.bytes();
    var out = new ByteArrayOutputStream(source.length + 64);
    int copied = 0;
    for (var splice : splices) {
      out.write(source, copied, splice.start() - copied);
      out.writeBytes(splice.text().getBytes(StandardCharsets.UTF_8));
      copied = splice.end();
    }
    out.write(source, copied, source.length - copied);
    return out.toByteArray();
  }

  static String quoted(String text) {
    return '"' + escaped(text) + '"';
  }

  static String escaped(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }

  private record Splice(int start, int end, String text) {}
}
