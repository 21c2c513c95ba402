package dev.kappa.presto.query;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A table for people: columns aligned, numbers to the right. Rows are held back a page at a time to
 * know how wide the columns are; a later page may widen them.
 */
public final class TableWriter implements RowWriter {
  private static final int PAGE = 1_000;
  private static final String SEPARATOR = " | ";

  private final PrintStream out;
  private final List<List<String>> page = new ArrayList<>();
  private List<Column> columns = List.of();
  private int[] widths = {};
  private boolean headed;

  public TableWriter(PrintStream out) {
    this.out = out;
  }

  @Override
  public void begin(List<Column> columns) {
    this.columns = columns;
    widths = columns.stream().mapToInt(column -> width(column.name())).toArray();
  }

  @Override
  public void row(List<Object> values) {
    page.add(values.stream().map(TableWriter::cell).toList());
    if (page.size() == PAGE) {
      flush();
    }
  }

  @Override
  public void end() {
    flush();
    out.flush();
  }

  private void flush() {
    for (var row : page) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    if (!headed) {
      headed = true;
      out.println(line(columns.stream().map(Column::name).toList()));
      var rules = new ArrayList<String>();
      for (int width : widths) {
        rules.add("-".repeat(width));
      }
      out.println(String.join("-+-", rules));
    }
    page.forEach(row -> out.println(line(row)));
    page.clear();
  }

  private String line(List<String> cells) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      var padding = " ".repeat(widths[i] - width(cells.get(i)));
      line.append(i == 0 ? "" : SEPARATOR);
      line.append(columns.get(i).isNumeric() ? padding + cells.get(i) : cells.get(i) + padding);
    }
    return line.toString().stripTrailing();
  }

  /** One line a row, and nothing in it that a terminal obeys. */
  private static String cell(Object value) {
    if (value == null) {
      return "NULL";
    }
    var text = new StringBuilder();
    Values.text(value)
        .codePoints()
        .forEach(
            c -> {
              if (c == '\n') {
                text.append("\\n");
              } else if (c == '\t') {
                text.append("\\t");
              } else if (Character.isISOControl(c)) {
                text.append("\\u%04x".formatted(c));
              } else {
                text.appendCodePoint(c);
              }
            });
    return text.toString();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
