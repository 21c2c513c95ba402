package dev.kappa.presto.query;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Comma-separated values with a header line, quoted where needed (RFC 4180, lines end in a line
 * feed). NULL is nothing at all, an empty text is {@code ""}.
 */
public final class CsvWriter implements RowWriter {
  private final PrintStream out;

  public CsvWriter(PrintStream out) {
    this.out = out;
  }

  @Override
  public void begin(List<Column> columns) {
    print(columns.stream().map(Column::name).map(CsvWriter::quoted).toList());
  }

  @Override
  public void row(List<Object> values) {
    print(values.stream().map(value -> value == null ? "" : quoted(Values.text(value))).toList());
  }

  @Override
  public void end() {
    out.flush();
  }

  private void print(List<String> cells) {
    out.print(cells.stream().collect(Collectors.joining(",", "", "\n")));
  }

  private static String quoted(String text) {
    boolean plain = !text.isEmpty() && text.chars().noneMatch(c -> ",\"\n\r".indexOf(c) >= 0);
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
