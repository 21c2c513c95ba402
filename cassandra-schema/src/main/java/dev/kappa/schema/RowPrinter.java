package dev.kappa.schema;

import com.datastax.oss.driver.api.core.cql.ResultSet;

/** Prints the rows of a result. */
sealed interface RowPrinter permits AlignedTable, CsvLines, JsonLines {
  void print(ResultSet result);
}
