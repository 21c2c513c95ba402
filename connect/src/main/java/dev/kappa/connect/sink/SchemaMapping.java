package dev.kappa.connect.sink;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kappa.contracts.Json;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Timestamp;

/** The Elasticsearch mapping of a record's schema. */
final class SchemaMapping {
  private static final int LONGEST_KEYWORD = 256;

  private SchemaMapping() {}

  /**
   * The mapping of an index: the types of the fields, and in {@code _meta} which of them are
   * arrays. Elasticsearch itself makes no difference between a value and an array of such values;
   * Trino does, and looks there.
   */
  static ObjectNode of(Schema struct) {
    var mapping = object(struct);
    var arrays = arrays(struct);
    if (!arrays.isEmpty()) {
      mapping.putObject("_meta").set("trino", arrays);
    }
    return mapping;
  }

  private static ObjectNode arrays(Schema struct) {
    var arrays = Json.mapper().createObjectNode();
    for (var field : struct.fields()) {
      var isArray = field.schema().type() == Schema.Type.ARRAY;
      var schema = isArray ? field.schema().valueSchema() : field.schema();
      var inside =
          schema.type() == Schema.Type.STRUCT ? arrays(schema) : Json.mapper().createObjectNode();
      if (isArray) {
        inside.put("isArray", true);
      }
      if (!inside.isEmpty()) {
        arrays.set(field.name(), inside);
      }
    }
    return arrays;
  }

  private static ObjectNode object(Schema struct) {
    var mapping = Json.mapper().createObjectNode();
    var properties = mapping.putObject("properties");
    for (var field : struct.fields()) {
      var property = property(field.schema());
      if (!property.isEmpty()) {
        properties.set(field.name(), property);
      }
    }
    return mapping;
  }

  /** Empty where Elasticsearch finds out by itself. */
  private static ObjectNode property(Schema schema) {
    return switch (schema.type()) {
      case STRUCT -> object(schema);
      case ARRAY -> property(schema.valueSchema());
      case STRING -> text();
      case MAP -> Json.mapper().createObjectNode();
      case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, BOOLEAN, BYTES ->
          Json.mapper().createObjectNode().put("type", type(schema));
    };
  }

  private static String type(Schema schema) {
    if (Date.LOGICAL_NAME.equals(schema.name()) || Timestamp.LOGICAL_NAME.equals(schema.name())) {
      return "date";
    }
    if (Decimal.LOGICAL_NAME.equals(schema.name())) {
      return "double";
    }
    return switch (schema.type()) {
      case INT8 -> "byte";
      case INT16 -> "short";
      case INT32 -> "integer";
      case INT64 -> "long";
      case FLOAT32 -> "float";
      case FLOAT64 -> "double";
      case BOOLEAN -> "boolean";
      case BYTES -> "binary";
      case STRING, ARRAY, MAP, STRUCT ->
          throw new IllegalArgumentException("no single type: " + schema.type());
    };
  }

  private static ObjectNode text() {
    var text = Json.mapper().createObjectNode().put("type", "text");
    text.putObject("fields")
        .putObject("keyword")
        .put("type", "keyword")
        .put("ignore_above", LONGEST_KEYWORD);
    return text;
  }
}
