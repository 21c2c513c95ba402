package dev.kappa.presto.catalog;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * One catalog of Trino.
 *
 * @param name what comes first in {@code catalog.schema.table}
 * @param properties Trino's settings of it, in the order in which they are written
 */
public record Catalog(String name, Map<String, String> properties) {

  /** The catalog's file, {@code NAME.properties}, as Trino reads it. */
  public String text() {
    return propertiesText(properties);
  }

  /** Settings as a properties file: one a line, in the order given. */
  static String propertiesText(Map<String, String> properties) {
    return properties.entrySet().stream()
        .map(property -> property.getKey() + "=" + escaped(property.getValue()) + "\n")
        .collect(Collectors.joining());
  }

  private static String escaped(String value) {
    var text = value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    return text.startsWith(" ") ? "\\" + text : text;
  }
}
