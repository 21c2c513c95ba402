package dev.kappa.presto.query;

/**
 * A column of a result.
 *
 * @param name what the statement calls it
 * @param type Trino's name of its type, for example {@code varchar(10)}
 */
public record Column(String name, String type) {

  /** Whether its values are numbers, which are aligned right. */
  boolean isNumeric() {
    return type.matches("(tinyint|smallint|integer|bigint|real|double|decimal\\b.*)");
  }

  /** Whether its values are texts of JSON. */
  boolean isJson() {
    return type.equals("json");
  }
}
