package dev.kappa.connect.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.kappa.contracts.MalformedEventException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/**
 * Writes what a converter has made of a record as JSON: dates as {@code 2026-11-23}, timestamps and
 * times in milliseconds, decimals as numbers, bytes in base 64.
 *
 * @param compactMaps whether a map with text keys becomes an object rather than a list of {@code
 *     {"key":…,"value":…}}; other maps always become such a list
 */
record ConnectJson(boolean compactMaps) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /**
   * A value as JSON.
   *
   * @param schema null where it has none
   */
  JsonNode write(Schema schema, Object value) {
    if (value == null) {
      return NODES.nullNode();
    }
    if (value instanceof java.util.Date date) {
      return instant(schema, date.toInstant());
    }
    if (value instanceof Struct struct) {
      return struct(struct);
    }
    if (value instanceof Map<?, ?> map) {
      return map(schema, map);
    }
    if (value instanceof List<?> list) {
      var array = NODES.arrayNode(list.size());
      list.forEach(
          element -> array.add(write(schema == null ? null : schema.valueSchema(), element)));
      return array;
    }
    return scalar(value);
  }

  private JsonNode struct(Struct struct) {
    var object = NODES.objectNode();
    for (var field : struct.schema().fields()) {
      object.set(field.name(), write(field.schema(), struct.get(field)));
    }
    return object;
  }

  private JsonNode map(Schema schema, Map<?, ?> map) {
    var keys = schema == null ? null : schema.keySchema();
    var values = schema == null ? null : schema.valueSchema();
    var asObject = schema == null || compactMaps;
    if (asObject && map.keySet().stream().allMatch(String.class::isInstance)) {
      var object = NODES.objectNode();
      map.forEach((key, value) -> object.set((String) key, write(values, value)));
      return object;
    }
    var entries = NODES.arrayNode(map.size());
    map.forEach(
        (key, value) -> {
          var entry = entries.addObject();
          entry.set("key", write(keys, key));
          entry.set("value", write(values, value));
        });
    return entries;
  }

  private static JsonNode instant(Schema schema, Instant instant) {
    var name = schema == null ? Timestamp.LOGICAL_NAME : schema.name();
    if (Date.LOGICAL_NAME.equals(name)) {
      return NODES.textNode(instant.atOffset(ZoneOffset.UTC).toLocalDate().toString());
    }
    if (Time.LOGICAL_NAME.equals(name) || Timestamp.LOGICAL_NAME.equals(name)) {
      return NODES.numberNode(instant.toEpochMilli());
    }
    throw new MalformedEventException("a date whose schema is " + name);
  }

  private static JsonNode scalar(Object value) {
    if (value instanceof String text) {
      return NODES.textNode(text);
    }
    if (value instanceof Boolean truth) {
      return NODES.booleanNode(truth);
    }
    if (value instanceof BigDecimal decimal) {
      return NODES.numberNode(decimal);
    }
    if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      return NODES.numberNode(((Number) value).longValue());
    }
    if (value instanceof Double || value instanceof Float) {
      return NODES.numberNode(((Number) value).doubleValue());
    }
    if (value instanceof byte[] bytes) {
      return NODES.binaryNode(bytes);
    }
    if (value instanceof ByteBuffer buffer) {
      var bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      return NODES.binaryNode(bytes);
    }
    throw new MalformedEventException("cannot be written as JSON: a " + value.getClass().getName());
  }
}
