package dev.kappa.schema;

import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Columns side by side, as wide as the first rows need, and the number of rows below. */
final class AlignedTable implements RowPrinter {
  private static final int MEASURED_ROWS = 1_000;

  private final PrintStream out;

  AlignedTable(PrintStream out) {
    this.out = out;
  }

  @Override
  public void print(ResultSet result) {
    var names = new ArrayList<String>();
    result.getColumnDefinitions().forEach(column -> names.add(column.getName().asInternal()));
    var rows = result.iterator();
    var first = take(rows);
    var widths = widths(names, first);
    line(names, widths);
    line(widths.stream().map("-"::repeat).toList(), widths);
    first.forEach(row -> line(row, widths));
    long count = first.size();
    for (; rows.hasNext(); count++) {
      line(CellText.of(rows.next(), "null"), widths);
    }
    out.printf("(%,d %s)%n", count, count == 1 ? "row" : "rows");
  }

  private static List<List<String>> take(Iterator<Row> rows) {
    var taken = new ArrayList<List<String>>();
    while (rows.hasNext() && taken.size() < MEASURED_ROWS) {
      taken.add(CellText.of(rows.next(), "null"));
    }
    return taken;
  }

  private static List<Integer> widths(List<String> names, List<List<String>> rows) {
    var widths = new ArrayList<Integer>();
    for (int i = 0; i < names.size(); i++) {
      int width = names.get(i).length();
      for (List<String> row : rows) {
        width = Math.max(width, row.get(i).length());
      }
      widths.add(width);
    }
    return widths;
  }

  private void line(List<String> cells, List<Integer> widths) {
    var line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      line.append(cells.get(i))
          .append(" ".repeat(Math.max(0, widths.get(i) - cells.get(i).length())));
      line.append("  ");
    }
    out.println(line.toString().stripTrailing());
  }
}
