package dev.kappa.schema;

import com.datastax.oss.driver.api.core.cql.ResultSet;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** RFC 4180: a header, then a line a row; a missing value is empty. */
final class CsvLines implements RowPrinter {
  private final PrintStream out;

  CsvLines(PrintStream out) {
    this.out = out;
  }

  @Override
  public void print(ResultSet result) {
    var names = new ArrayList<String>();
    result.getColumnDefinitions().forEach(column -> names.add(column.getName().asInternal()));
    line(names);
    result.forEach(row -> line(CellText.of(row, "")));
  }

  private void line(List<String> cells) {
    out.print(cells.stream().map(CsvLines::quoted).collect(Collectors.joining(",")) + "\r\n");
  }

  private static String quoted(String cell) {
    return cell.matches("(?s).*[\",\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }
}
