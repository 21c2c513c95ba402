package dev.kappa.presto.query;

import java.util.List;

/** Takes a result row by row, so that a result of any length needs little memory. */
public interface RowWriter {

  /** Comes first. */
  void begin(List<Column> columns);

  /**
   * One row.
   *
   * @param values one a column: null, String, Boolean, Number, byte[], List, or Map
   */
  void row(List<Object> values);

  /** Comes last, also when no row came. */
  void end();
}
