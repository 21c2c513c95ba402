package dev.kappa.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a table is made of.
 *
 * @param columns types by name
 * @param partitionKey names, in order
 * @param clustering names with their order, for example {@code window_start DESC}
 * @param options compaction and time to live, as text by name
 */
record TableShape(
    String name,
    Map<String, String> columns,
    List<String> partitionKey,
    List<String> clustering,
    Map<String, String> options) {

  /**
   * What sets {@code live} apart, a sentence each. Only options that this table has are compared.
   */
  List<String> differences(TableShape live) {
    var differences = new ArrayList<String>();
    var names = new TreeSet<>(columns.keySet());
    names.addAll(live.columns.keySet());
    for (String column : names) {
      var wanted = columns.get(column);
      var found = live.columns.get(column);
      if (found == null) {
        differences.add("column %s (%s) is missing".formatted(column, wanted));
      } else if (wanted == null) {
        differences.add("column %s (%s) is in no migration".formatted(column, found));
      } else if (!wanted.equals(found)) {
        differences.add("column %s is %s, and should be %s".formatted(column, found, wanted));
      }
    }
    compare("partition key", partitionKey, live.partitionKey, differences);
    compare("clustering order", clustering, live.clustering, differences);
    new TreeMap<>(options)
        .forEach(
            (option, wanted) ->
                compare(option, wanted, live.options.getOrDefault(option, "not set"), differences));
    return differences.stream().map(one -> "table %s: %s".formatted(name, one)).toList();
  }

  private static <T> void compare(String what, T wanted, T found, List<String> differences) {
    if (!wanted.equals(found)) {
      differences.add("%s is %s, and should be %s".formatted(what, found, wanted));
    }
  }
}
