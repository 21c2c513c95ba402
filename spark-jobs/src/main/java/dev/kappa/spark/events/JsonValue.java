package dev.kappa.spark.events;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.kappa.contracts.MalformedEventException;
import java.io.IOException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Reads a JSON value as one type of Spark's, strictly: what would be rounded, cut or turned into
 * something else is refused.
 */
interface JsonValue extends Serializable {
  /** The range of Spark's timestamps and dates that every reader of them can show. */
  int FIRST_YEAR = 1;

  int LAST_YEAR = 9999;

  /**
   * Reads the value that the parser stands on, and leaves it at the value's last token.
   *
   * @param field for messages
   * @return null for a JSON null
   * @throws MalformedEventException when it is of another type
   */
  Object read(String field, JsonParser parser) throws IOException;

  /** A reader; empty for types that it does not know. */
  static Optional<JsonValue> of(DataType type) {
    if (type instanceof ArrayType array) {
      return of(array.elementType()).map(element -> list(element, array));
    }
    if (type instanceof MapType map && map.keyType() instanceof StringType) {
      return of(map.valueType()).map(value -> map(value, map));
    }
    if (type instanceof StructType struct) {
      return struct(struct);
    }
    return Optional.ofNullable(scalar(type))
        .map(
            scalar ->
                (field, parser) ->
                    parser.currentToken() == JsonToken.VALUE_NULL
                        ? null
                        : scalar.read(field, parser));
  }

  private static JsonValue scalar(DataType type) {
    if (type instanceof StringType) {
      return (field, parser) -> {
        require(parser.currentToken() == JsonToken.VALUE_STRING, field, type);
        return parser.getText();
      };
    }
    if (type instanceof BooleanType) {
      return (field, parser) -> {
        require(parser.currentToken().isBoolean(), field, type);
        return parser.getBooleanValue();
      };
    }
    if (type instanceof LongType) {
      return (field, parser) -> whole(field, parser, type, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    if (type instanceof IntegerType) {
      return (field, parser) ->
          (int) whole(field, parser, type, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    if (type instanceof ShortType) {
      return (field, parser) ->
          (short) whole(field, parser, type, Short.MIN_VALUE, Short.MAX_VALUE);
    }
    if (type instanceof ByteType) {
      return (field, parser) -> (byte) whole(field, parser, type, Byte.MIN_VALUE, Byte.MAX_VALUE);
    }
    if (type instanceof DoubleType) {
      return (field, parser) -> {
        require(parser.currentToken().isNumeric(), field, type);
        var number = parser.getDoubleValue();
        require(Double.isFinite(number), field, type);
        return number;
      };
    }
    if (type instanceof FloatType) {
      return (field, parser) -> {
        require(parser.currentToken().isNumeric(), field, type);
        var number = parser.getFloatValue();
        require(Float.isFinite(number), field, type);
        return number;
      };
    }
    if (type instanceof DecimalType decimal) {
      return (field, parser) -> decimal(field, parser, decimal);
    }
    if (type instanceof TimestampType) {
      return (field, parser) -> instant(field, parser);
    }
    if (type instanceof DateType) {
      return (field, parser) -> date(field, parser);
    }
    return null;
  }

  private static long whole(String field, JsonParser parser, DataType type, long min, long max)
      throws IOException {
    require(parser.currentToken() == JsonToken.VALUE_NUMBER_INT, field, type);
    require(parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER, field, type);
    var number = parser.getLongValue();
    require(number >= min && number <= max, field, type);
    return number;
  }

  /** Also from text, in which many programs write their decimals. */
  private static BigDecimal decimal(String field, JsonParser parser, DecimalType type)
      throws IOException {
    require(
        parser.currentToken().isNumeric() || parser.currentToken() == JsonToken.VALUE_STRING,
        field,
        type);
    BigDecimal number;
    try {
      number = new BigDecimal(parser.getText().strip()).stripTrailingZeros();
    } catch (NumberFormatException e) {
      throw malformed(field, type, e);
    }
    // In longs, and before anything is scaled: 1e999999999 is a number, and has a billion digits.
    require(
        number.scale() <= type.scale()
            && (long) number.precision() - number.scale() <= type.precision() - type.scale(),
        field,
        type);
    return number.setScale(type.scale());
  }

  private static Instant instant(String field, JsonParser parser) throws IOException {
    try {
      require(parser.currentToken() == JsonToken.VALUE_STRING, field, "an ISO-8601 instant");
      var instant = Instant.parse(parser.getText());
      requireYear(instant.atOffset(ZoneOffset.UTC).getYear(), field);
      return instant;
    } catch (DateTimeException e) {
      throw new MalformedEventException(field + " is no ISO-8601 instant", e);
    }
  }

  private static LocalDate date(String field, JsonParser parser) throws IOException {
    try {
      require(parser.currentToken() == JsonToken.VALUE_STRING, field, "an ISO-8601 date");
      var date = LocalDate.parse(parser.getText());
      requireYear(date.getYear(), field);
      return date;
    } catch (DateTimeException e) {
      throw new MalformedEventException(field + " is no ISO-8601 date", e);
    }
  }

  private static JsonValue list(JsonValue element, ArrayType type) {
    return (field, parser) -> {
      if (parser.currentToken() == JsonToken.VALUE_NULL) {
        return null;
      }
      require(parser.currentToken() == JsonToken.START_ARRAY, field, type);
      var list = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        var value = element.read(field, parser);
        require(value != null || type.containsNull(), field, type);
        list.add(value);
      }
      return list;
    };
  }

  private static JsonValue map(JsonValue value, MapType type) {
    return (field, parser) -> {
      if (parser.currentToken() == JsonToken.VALUE_NULL) {
        return null;
      }
      require(parser.currentToken() == JsonToken.START_OBJECT, field, type);
      var map = new HashMap<String, Object>();
      for (var key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
        parser.nextToken();
        var read = value.read(field + "." + key, parser);
        require(read != null || type.valueContainsNull(), field, type);
        map.put(key, read);
      }
      return map;
    };
  }

  private static Optional<JsonValue> struct(StructType type) {
    var positions = new HashMap<String, Integer>();
    var values = new ArrayList<JsonValue>();
    for (StructField field : type.fields()) {
      var value = of(field.dataType());
      if (value.isEmpty()) {
        return Optional.empty();
      }
      positions.put(field.name(), values.size());
      values.add(value.get());
    }
    return Optional.of((field, parser) -> object(field, parser, type, positions, values));
  }

  private static Object object(
      String field,
      JsonParser parser,
      StructType type,
      Map<String, Integer> positions,
      List<JsonValue> values)
      throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    require(parser.currentToken() == JsonToken.START_OBJECT, field, type);
    var found = new Object[values.size()];
    for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      var position = positions.get(name);
      if (position != null) {
        found[position] = values.get(position).read(field + "." + name, parser);
      } else {
        parser.skipChildren();
      }
    }
    for (int i = 0; i < found.length; i++) {
      var inner = type.fields()[i];
      if (found[i] == null && !inner.nullable()) {
        throw new MalformedEventException("%s.%s is missing".formatted(field, inner.name()));
      }
    }
    return RowFactory.create(found);
  }

  private static void requireYear(int year, String field) {
    require(year >= FIRST_YEAR && year <= LAST_YEAR, field, "a time of the years 1 to 9999");
  }

  private static void require(boolean fits, String field, DataType type) {
    if (!fits) {
      throw malformed(field, type, null);
    }
  }

  private static void require(boolean fits, String field, String wanted) {
    if (!fits) {
      throw new MalformedEventException("%s is not %s".formatted(field, wanted));
    }
  }

  private static MalformedEventException malformed(String field, DataType type, Exception cause) {
    return new MalformedEventException("%s is no %s".formatted(field, type.sql()), cause);
  }
}
