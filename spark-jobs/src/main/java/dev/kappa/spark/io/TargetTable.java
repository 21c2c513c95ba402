package dev.kappa.spark.io;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Compares what a job writes with the table it writes to, before it starts: a column that does not
 * fit would otherwise fail the first micro-batch, or silently stay empty.
 */
public final class TargetTable {
  private static final Map<String, String> CQL_TYPES =
      Map.of(
          "string", "text",
          "int", "int",
          "bigint", "bigint",
          "double", "double",
          "boolean", "boolean",
          "timestamp", "timestamp",
          "date", "date",
          "binary", "blob");

  private final String keyspace;
  private final String name;

  public TargetTable(String keyspace, String name) {
    this.keyspace = keyspace;
    this.name = name;
  }

  /** Every difference between {@code rows} and the table, a sentence each; empty where they fit. */
  public List<String> differences(StructType rows, CqlSession session) {
    var table =
        session
            .getMetadata()
            .getKeyspace(keyspace)
            .flatMap(k -> k.getTable(CqlIdentifier.fromInternal(name)));
    return table
        .map(found -> differences(rows, found))
        .orElseGet(
            () ->
                List.of(
                    "the table %s.%s does not exist; ./kappa schema apply creates it"
                        .formatted(keyspace, name)));
  }

  private List<String> differences(StructType rows, TableMetadata table) {
    var columns =
        table.getColumns().values().stream()
            .collect(
                Collectors.toMap(
                    column -> column.getName().asInternal(), column -> text(column.getType())));
    var keys = table.getPrimaryKey().stream().map(column -> column.getName().asInternal()).toList();
    var differences = new ArrayList<String>();
    for (StructField field : rows.fields()) {
      var found = columns.get(field.name());
      var wanted = cqlType(field);
      if (found == null) {
        differences.add(sentence("has no column %s (%s)".formatted(field.name(), wanted)));
      } else if (!found.equals(wanted)) {
        differences.add(
            sentence(
                "column %s is %s, but the job writes %s".formatted(field.name(), found, wanted)));
      }
    }
    var written = Stream.of(rows.fieldNames()).toList();
    columns.keySet().stream()
        .filter(column -> !written.contains(column))
        .sorted()
        .forEach(
            column ->
                differences.add(
                    sentence(
                        "%s %s is not written by the job"
                            .formatted(keys.contains(column) ? "key column" : "column", column))));
    return differences;
  }

  private String sentence(String difference) {
    return "table %s.%s: %s".formatted(keyspace, name, difference);
  }

  private static String text(DataType type) {
    return type.asCql(false, false);
  }

  private static String cqlType(StructField field) {
    if (field.dataType() instanceof DecimalType) {
      return "decimal";
    }
    if (field.dataType() instanceof ArrayType array) {
      return "list<" + CQL_TYPES.getOrDefault(array.elementType().simpleString(), "?") + ">";
    }
    var type = field.dataType().simpleString();
    return CQL_TYPES.getOrDefault(type, "no CQL type for " + type);
  }
}
