package dev.kappa.presto.query;

import java.io.PrintStream;

/** How rows are written. */
public enum Format {
  TABLE {
    @Override
    public RowWriter writer(PrintStream out) {
      return new TableWriter(out);
    }
  },
  CSV {
    @Override
    public RowWriter writer(PrintStream out) {
      return new CsvWriter(out);
    }
  },
  JSON {
    @Override
    public RowWriter writer(PrintStream out) {
      return new JsonWriter(out);
    }
  },
  /** The values alone, as a plan is read. */
  PLAIN {
    @Override
    public RowWriter writer(PrintStream out) {
      return new PlainWriter(out);
    }
  };

  /** A writer for one result. */
  public abstract RowWriter writer(PrintStream out);
}
