package dev.kappa.presto.query;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Rows as JSON objects, their fields in the columns' order: as one array on one line, or one object
 * a line, which can be read as it comes. Of columns with one name, the second is called {@code
 * name_2}.
 */
public final class JsonWriter implements RowWriter {
  private final PrintStream out;
  private final boolean array;
  private List<Column> columns = List.of();
  private List<String> names = List.of();
  private boolean first = true;

  private JsonWriter(PrintStream out, boolean array) {
    this.out = out;
    this.array = array;
  }

  /** One array on one line. */
  public static JsonWriter array(PrintStream out) {
    return new JsonWriter(out, true);
  }

  /** One object a line. */
  public static JsonWriter lines(PrintStream out) {
    return new JsonWriter(out, false);
  }

  @Override
  public void begin(List<Column> columns) {
    this.columns = columns;
    var taken = new HashSet<String>();
    names = new ArrayList<>();
    for (var column : columns) {
      var name = column.name();
      for (int i = 2; !taken.add(name); i++) {
        name = column.name() + "_" + i;
      }
      names.add(Values.json(name));
    }
    out.print(array ? "[" : "");
  }

  @Override
  public void row(List<Object> values) {
    if (array && !first) {
      out.print(',');
    }
    first = false;
    var object = new StringBuilder("{");
    for (int i = 0; i < names.size(); i++) {
      var value = values.get(i);
      boolean isJsonText = columns.get(i).isJson() && value != null;
      object.append(i == 0 ? "" : ",").append(names.get(i)).append(':');
      object.append(isJsonText ? value : Values.json(value));
    }
    out.print(object.append(array ? "}" : "}\n"));
  }

  @Override
  public void end() {
    out.print(array ? "]\n" : "");
    out.flush();
  }
}
