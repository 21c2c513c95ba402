package dev.kappa.schema;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What a keyspace holds, in the words of the migrations. */
record LiveKeyspace(KeyspaceMetadata metadata) {
  private static final CqlIdentifier COMPACTION = CqlIdentifier.fromInternal("compaction");
  private static final CqlIdentifier TIME_TO_LIVE =
      CqlIdentifier.fromInternal("default_time_to_live");

  Map<String, TableShape> tables() {
    var tables = new TreeMap<String, TableShape>();
    metadata.getTables().values().forEach(table -> tables.put(name(table.getName()), shape(table)));
    return tables;
  }

  /** The replication's class, without its package, and its other settings. */
  Map<String, String> replication() {
    return withShortClass(metadata.getReplication());
  }

  /** A class of Cassandra's may be named with or without its package. */
  static Map<String, String> withShortClass(Map<String, String> options) {
    var result = new TreeMap<>(options);
    result.computeIfPresent("class", (key, value) -> value.substring(value.lastIndexOf('.') + 1));
    return result;
  }

  private static TableShape shape(TableMetadata table) {
    var columns = new LinkedHashMap<String, String>();
    table
        .getColumns()
        .forEach((name, column) -> columns.put(name(name), column.getType().asCql(false, false)));
    var options = new TreeMap<String, String>();
    if (table.getOptions().get(COMPACTION) instanceof Map<?, ?> compaction) {
      var texts = new TreeMap<String, String>();
      compaction.forEach((key, value) -> texts.put(key.toString(), value.toString()));
      withShortClass(texts).forEach((key, value) -> options.put("compaction." + key, value));
    }
    options.put("default_time_to_live", String.valueOf(table.getOptions().get(TIME_TO_LIVE)));
    return new TableShape(
        name(table.getName()),
        columns,
        table.getPartitionKey().stream().map(column -> name(column.getName())).toList(),
        table.getClusteringColumns().entrySet().stream()
            .map(column -> name(column.getKey().getName()) + " " + column.getValue())
            .toList(),
        options);
  }

  private static String name(CqlIdentifier identifier) {
    return identifier.asInternal();
  }
}
