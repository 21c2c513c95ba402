package dev.kappa.presto.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.kappa.contracts.Json;
import io.trino.jdbc.Row;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From what the driver returns to what a {@link RowWriter} takes, and from there to text. */
final class Values {
  private Values() {}

  static List<Object> ofRow(ResultSet rows, int columns) throws SQLException {
    var values = new ArrayList<>(columns);
    for (int column = 1; column <= columns; column++) {
      var value = rows.getObject(column);
      // The driver's time types lose zones and precision; its texts are Trino's own.
      boolean time =
          value instanceof java.util.Date || value instanceof java.time.temporal.Temporal;
      values.add(time ? rows.getString(column) : plain(value));
    }
    return values;
  }

  /** As people read it: arrays, maps and rows as JSON, bytes in hexadecimal. */
  static String text(Object value) {
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    if (value instanceof List || value instanceof Map) {
      return json(value);
    }
    return String.valueOf(value);
  }

  /** Bytes are written in Base64, numbers that JSON lacks as text. */
  static String json(Object value) {
    try {
      return Json.mapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be written as JSON: " + value, e);
    }
  }

  private static Object plain(Object value) throws SQLException {
    if (value instanceof Array array) {
      return list(Arrays.asList((Object[]) array.getArray()));
    }
    if (value instanceof List<?> list) {
      return list(list);
    }
    if (value instanceof Map<?, ?> map) {
      var entries = new LinkedHashMap<String, Object>();
      for (var entry : map.entrySet()) {
        entries.put(String.valueOf(plain(entry.getKey())), plain(entry.getValue()));
      }
      return entries;
    }
    if (value instanceof Row row) {
      var fields = new LinkedHashMap<String, Object>();
      for (var field : row.getFields()) {
        fields.put(field.getName().orElse("field" + field.getOrdinal()), plain(field.getValue()));
      }
      return fields;
    }
    return value == null
            || value instanceof Boolean
            || value instanceof Number
            || value instanceof byte[]
        ? value
        : value.toString();
  }

  private static List<Object> list(List<?> elements) throws SQLException {
    var values = new ArrayList<>(elements.size());
    for (Object element : elements) {
      values.add(plain(element));
    }
    return values;
  }
}
