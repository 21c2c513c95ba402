package dev.kappa.presto.shell;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import dev.kappa.presto.query.JsonWriter;
import dev.kappa.presto.query.Progress;
import dev.kappa.presto.query.QueryFailedException;
import dev.kappa.presto.query.Script;
import dev.kappa.presto.query.TrinoSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What there is to ask about: catalogs, schemas, tables and columns, as completion offers them.
 *
 * @param tables qualified names of catalogs, schemas and tables, quoted where SQL wants quotes
 * @param columns the columns of each qualified table
 * @param away catalogs whose source does not answer: their tables cannot be asked now either
 */
record Names(SortedSet<String> tables, Map<String, SortedSet<String>> columns, List<String> away) {
  private static final String CATALOGS = "SHOW CATALOGS";

  private static final String COLUMNS =
      """
      SELECT table_schema AS s, table_name AS t, column_name AS c
      FROM "%s".information_schema.columns
      WHERE table_schema <> 'information_schema'
      """;

  /** Knows nothing. */
  static Names none() {
    return new Names(new TreeSet<>(), Map.of(), List.of());
  }

  /** Asks Trino. */
  static Names read(TrinoSession session) throws QueryFailedException, IOException {
    var tables = new TreeSet<String>();
    var columns = new TreeMap<String, SortedSet<String>>();
    var away = new ArrayList<String>();
    for (var catalog : rows(session, CATALOGS)) {
      var name = catalog.get("Catalog").asText();
      tables.add(quoted(name));
      try {
        for (var column : rows(session, COLUMNS.formatted(name))) {
          var schema = quoted(name) + "." + quoted(column.get("s").asText());
          var table = schema + "." + quoted(column.get("t").asText());
          tables.add(schema);
          tables.add(table);
          columns
              .computeIfAbsent(table, key -> new TreeSet<>())
              .add(quoted(column.get("c").asText()));
        }
      } catch (QueryFailedException e) {
        away.add(name);
      }
    }
    return new Names(tables, columns, away);
  }

  /** Columns of the tables that a statement names; of all tables where it names none yet. */
  SortedSet<String> columnsFor(String statement) {
    var named =
        columns.entrySet().stream().filter(table -> statement.contains(table.getKey())).toList();
    return (named.isEmpty() ? new ArrayList<>(columns.entrySet()) : named)
        .stream()
            .flatMap(table -> table.getValue().stream())
            .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String quoted(String identifier) {
    return identifier.matches("[a-z_][a-z0-9_]*") && !identifier.equals("default")
        ? identifier
        : '"' + identifier + '"';
  }

  private static List<JsonNode> rows(TrinoSession session, String sql)
      throws QueryFailedException, IOException {
    var bytes = new ByteArrayOutputStream();
    session.run(
        new Script.Statement(sql, 1),
        new JsonWriter(new PrintStream(bytes, false, StandardCharsets.UTF_8)),
        new Progress(new PrintStream(OutputStream.nullOutputStream(), false), false));
    return bytes
        .toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> Json.decode(line.getBytes(StandardCharsets.UTF_8), JsonNode.class))
        .toList();
  }
}
