package dev.kappa.spark.table;

import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;

/** Which CQL type a column of a job's rows is written as. */
public final class CqlTypes {
  private static final Map<String, String> SCALARS =
      Map.ofEntries(
          Map.entry("string", "text"),
          Map.entry("tinyint", "tinyint"),
          Map.entry("smallint", "smallint"),
          Map.entry("int", "int"),
          Map.entry("bigint", "bigint"),
          Map.entry("float", "float"),
          Map.entry("double", "double"),
          Map.entry("boolean", "boolean"),
          Map.entry("timestamp", "timestamp"),
          Map.entry("date", "date"),
          Map.entry("binary", "blob"));

  private CqlTypes() {}

  /** The CQL type as Cassandra spells it; empty where there is none. */
  public static Optional<String> of(DataType type) {
    if (type instanceof DecimalType) {
      return Optional.of("decimal");
    }
    if (type instanceof ArrayType array) {
      return of(array.elementType()).map("list<%s>"::formatted);
    }
    if (type instanceof MapType map) {
      return of(map.keyType())
          .flatMap(key -> of(map.valueType()).map(value -> "map<%s, %s>".formatted(key, value)));
    }
    return Optional.ofNullable(SCALARS.get(type.simpleString()));
  }
}
