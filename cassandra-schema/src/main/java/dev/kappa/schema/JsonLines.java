package dev.kappa.schema;

import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.kappa.contracts.Json;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One JSON object a row. Numbers, truth values, lists and maps stay what they are; the rest is
 * text.
 */
final class JsonLines implements RowPrinter {
  private final PrintStream out;

  JsonLines(PrintStream out) {
    this.out = out;
  }

  @Override
  public void print(ResultSet result) {
    result.forEach(
        row -> out.println(new String(Json.encode(object(row)), StandardCharsets.UTF_8)));
  }

  private static Map<String, Object> object(Row row) {
    var texts = CellText.of(row, "");
    var object = new LinkedHashMap<String, Object>();
    for (int i = 0; i < texts.size(); i++) {
      var name = row.getColumnDefinitions().get(i).getName().asInternal();
      object.put(name, row.isNull(i) ? null : json(row.getObject(i), texts.get(i)));
    }
    return object;
  }

  private static Object json(Object value, String text) {
    if (value instanceof Number || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Collection<?> values) {
      return values.stream().map(one -> json(one, String.valueOf(one))).toList();
    }
    if (value instanceof Map<?, ?> map) {
      var object = new LinkedHashMap<String, Object>();
      map.forEach((k, v) -> object.put(String.valueOf(k), json(v, String.valueOf(v))));
      return object;
    }
    return text;
  }
}
