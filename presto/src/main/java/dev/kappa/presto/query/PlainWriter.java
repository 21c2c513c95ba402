package dev.kappa.presto.query;

import java.io.PrintStream;
import java.util.List;

/** Values as they are, one a line: for results that are text, such as plans. */
public final class PlainWriter implements RowWriter {
  private final PrintStream out;

  public PlainWriter(PrintStream out) {
    this.out = out;
  }

  @Override
  public void begin(List<Column> columns) {
    // The name of a plan's only column says nothing.
  }

  @Override
  public void row(List<Object> values) {
    values.forEach(value -> out.println(Values.text(value)));
  }

  @Override
  public void end() {
    out.flush();
  }
}
