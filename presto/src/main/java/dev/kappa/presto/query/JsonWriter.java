package dev.kappa.presto.query;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Rows as JSON objects, one a line, which can be read as they come; their fields in the columns'
 * order. Of columns with one name, the second is called {@code name_2}.
 */
public final class JsonWriter implements RowWriter {
  private final PrintStream out;
  private List<Column> columns = List.of();
  private List<String> names = List.of();

  public JsonWriter(PrintStream out) {
    this.out = out;
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
  }

  @Override
  public void row(List<Object> values) {
    var object = new StringBuilder("{");
    for (int i = 0; i < names.size(); i++) {
      var value = values.get(i);
      boolean isJsonText = columns.get(i).isJson() && value != null;
      object.append(i == 0 ? "" : ",").append(names.get(i)).append(':');
      object.append(isJsonText ? value : Values.json(value));
    }
    out.print(object.append("}\n"));
  }

  @Override
  public void end() {
    out.flush();
  }
}
