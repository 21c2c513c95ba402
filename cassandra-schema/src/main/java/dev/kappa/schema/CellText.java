package dev.kappa.schema;

import com.datastax.oss.driver.api.core.cql.Row;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** A row's values as a person reads them: plain text, and no quotes around it. */
final class CellText {
  private CellText() {}

  static List<String> of(Row row, String missing) {
    var cells = new ArrayList<String>();
    for (int i = 0; i < row.getColumnDefinitions().size(); i++) {
      cells.add(row.isNull(i) ? missing : text(row, i));
    }
    return cells;
  }

  private static String text(Row row, int i) {
    var value = row.getObject(i);
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    if (value instanceof CharSequence
        || value instanceof Number
        || value instanceof java.time.temporal.Temporal) {
      return value.toString();
    }
    return row.codecRegistry().codecFor(row.getType(i)).format(value);
  }
}
