package dev.kappa.spark.sql;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kappa.contracts.Action;
import dev.kappa.contracts.ActionCount;
import dev.kappa.contracts.Employee;
import dev.kappa.contracts.EnrichedAction;
import dev.kappa.contracts.FulltextDocument;
import dev.kappa.contracts.Page;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The records of the suite's own topics as columns, named as the fields of their JSON. */
final class RecordSchema {
  private static final List<Class<? extends Record>> RECORDS =
      List.of(
          Action.class,
          ActionCount.class,
          Employee.class,
          EnrichedAction.class,
          FulltextDocument.class,
          Page.class);

  private static final Map<Class<?>, DataType> TYPES =
      Map.of(
          String.class, DataTypes.StringType,
          Integer.class, DataTypes.IntegerType,
          Long.class, DataTypes.LongType);

  private RecordSchema() {}

  static List<String> names() {
    return RECORDS.stream().map(Class::getSimpleName).toList();
  }

  /**
   * The columns of a record; every one may be null, and texts that hold a time are texts.
   *
   * @param name as in {@link #names}
   */
  static Optional<StructType> of(String name) {
    return RECORDS.stream()
        .filter(type -> type.getSimpleName().equals(name))
        .findFirst()
        .map(RecordSchema::columns);
  }

  private static StructType columns(Class<? extends Record> type) {
    var columns = new StructType();
    for (RecordComponent component : type.getRecordComponents()) {
      columns = columns.add(name(component), TYPES.get(component.getType()));
    }
    return columns;
  }

  private static String name(RecordComponent component) {
    var property = component.getAccessor().getAnnotation(JsonProperty.class);
    return property == null ? component.getName() : property.value();
  }
}
