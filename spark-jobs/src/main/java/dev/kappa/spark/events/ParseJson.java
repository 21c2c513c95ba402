package dev.kappa.spark.events;

import dev.kappa.contracts.MalformedEventException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * JSON objects with the fields of a schema. A field that is missing or null is null; where the
 * schema says {@code NOT NULL}, and where a value is of another type, the record is malformed.
 * Fields that the schema does not know are skipped.
 *
 * <p>The columns of an event are {@code at} and, named by {@link #columnOf}, its other fields.
 */
public final class ParseJson implements EventParser {
  /** As the event time: the timestamp of the record. */
  public static final String RECORD_TIME = "timestamp";

  /** Keeps the fields of an event apart from what the engine adds to it. */
  private static final String PREFIX = "event_";

  private static final long serialVersionUID = 1L;

  private final StructField[] fields;
  private final String eventTime;
  private final HashMap<String, Integer> positions = new HashMap<>();
  private final ArrayList<JsonValue> values = new ArrayList<>();

  /**
   * A parser.
   *
   * @param schema of types that it {@link #reads}
   * @param eventTime a timestamp of the schema; where it may be null and is, the record's timestamp
   *     takes its place. Or {@link #RECORD_TIME}, where the schema has no field of that name
   */
  public ParseJson(StructType schema, String eventTime) {
    this.fields = schema.fields();
    this.eventTime = eventTime;
    for (int i = 0; i < fields.length; i++) {
      positions.put(fields[i].name(), i);
      values.add(JsonValue.of(fields[i].dataType()).orElseThrow());
    }
  }

  /** Whether values of a type can be read from JSON. */
  public static boolean reads(DataType type) {
    return JsonValue.of(type).isPresent();
  }

  /** The column of an event that holds a field of the schema. */
  public String columnOf(String field) {
    return field.equals(eventTime) ? AT : PREFIX + field;
  }

  @Override
  public StructType schema() {
    var columns = new StructType().add(AT, DataTypes.TimestampType, false);
    for (StructField field : fields) {
      if (!field.name().equals(eventTime)) {
        columns = columns.add(columnOf(field.name()), field.dataType(), field.nullable());
      }
    }
    return columns;
  }

  @Override
  public Row parse(byte[] value, Instant recordTime) {
    var found = new Object[fields.length];
    EventFields.visit(
        value,
        (name, parser) -> {
          var position = positions.get(name);
          if (position != null) {
            found[position] = values.get(position).read(name, parser);
          }
        });
    var row = new ArrayList<>(fields.length + 1);
    row.add(recordTime);
    for (int i = 0; i < fields.length; i++) {
      if (found[i] == null && !fields[i].nullable()) {
        throw new MalformedEventException(fields[i].name() + " is missing");
      }
      if (!fields[i].name().equals(eventTime)) {
        row.add(found[i]);
      } else if (found[i] != null) {
        row.set(0, found[i]);
      }
    }
    return RowFactory.create(row.toArray());
  }
}
