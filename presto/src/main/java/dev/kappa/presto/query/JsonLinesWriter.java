package dev.kappa.presto.query;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * One JSON object a row and line, its fields in the columns' order: readable as it comes, however
 * long it gets. Of columns with one name, the second is called {@code name_2}.
 */
public final class JsonLinesWriter implements RowWriter {
  private final PrintStream out;
  private List<Column> columns = List.of();
  private List<String> names = List.of();

  public JsonLinesWriter(PrintStream out) {
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
    var line = new StringBuilder("{");
    for (int i = 0; i < names.size(); i++) {
      var value = values.get(i);
      boolean isJsonText = columns.get(i).isJson() && value != null;
      line.append(i == 0 ? "" : ",").append(names.get(i)).append(':');
      line.append(isJsonText ? value : Values.json(value));
    }
    out.print(line.append("}\n"));
  }

  @Override
  public void end() {
    out.flush();
  }
}
