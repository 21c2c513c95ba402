package dev.kappa.presto.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What Trino's Kafka connector must know of a topic to show it as a table. Key, headers, timestamp,
 * partition and offset need no description: the connector has columns of its own for them.
 *
 * @param message null for a topic whose values are no events: they are shown as they are, in {@code
 *     _message}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TableDescription(
    String schemaName, String tableName, String topicName, Message message) {

  /** How values become columns. */
  public record Message(String dataFormat, List<Column> fields) {}

  /**
   * One column.
   *
   * @param type Trino's
   * @param mapping the field's name in the JSON object, which is case-sensitive unlike SQL
   */
  public record Column(String name, String type, String mapping) {}

  private static final Map<Class<?>, String> TYPES =
      Map.of(
          String.class, "VARCHAR",
          Integer.class, "INTEGER",
          Long.class, "BIGINT",
          Double.class, "DOUBLE",
          Boolean.class, "BOOLEAN");

  /** Describes a topic that holds JSON objects of the shape of {@code event}. */
  public static TableDescription ofEvents(String topic, Class<? extends Record> event) {
    var columns = Arrays.stream(event.getRecordComponents()).map(TableDescription::column).toList();
    return of(topic, new Message("json", columns));
  }

  /** Describes a topic whose values may be anything. */
  public static TableDescription ofBytes(String topic) {
    return of(topic, null);
  }

  private static TableDescription of(String topic, Message message) {
    var name = TableName.ofTopic(topic);
    return new TableDescription(name.schema(), name.table(), topic, message);
  }

  private static Column column(RecordComponent component) {
    var type = TYPES.get(component.getType());
    if (type == null) {
      throw new IllegalArgumentException(
          "no column type for %s %s of %s"
              .formatted(
                  component.getType().getSimpleName(),
                  component.getName(),
                  component.getDeclaringRecord().getSimpleName()));
    }
    var property = component.getAccessor().getAnnotation(JsonProperty.class);
    var field = property == null ? component.getName() : property.value();
    return new Column(field.toLowerCase(Locale.ROOT), type, field);
  }

  /** The table's name. */
  TableName name() {
    return new TableName(schemaName, tableName);
  }
}
