package dev.kappa.enrich.topology;

import dev.kappa.enrich.deadletter.RejectedRecordException;
import dev.kappa.enrich.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Left join of a stream with a compacted topic of JSON objects.
 *
 * @param field the stream's field whose text is the table's key
 * @param fields what is taken from the table's object, each in the place of the stream's field of
 *     that name; where the table has no such key or field, the record goes on without
 */
public record JoinFlow(String from, String field, String table, String to, List<String> fields)
    implements Flow {
  @Override
  public Set<String> targets() {
    return Set.of(to);
  }

  @Override
  public Set<String> tables() {
    return Set.of(table);
  }

  @Override
  public void checkRow(byte[] row) {
    JsonObject.parse(row, Set.of());
  }

  @Override
  public List<Output> apply(SourceRecord record, Tables tables) {
    var known = new HashSet<>(fields);
    known.add(field);
    var json = JsonObject.parse(record.value(), known);
    var edit = json.edit();
    json.label(field)
        .map(key -> tables.find(table, key))
        .flatMap(this::row)
        .ifPresent(
            row -> fields.forEach(f -> row.raw(f).ifPresent(value -> edit.setRaw(f, value))));
    return List.of(new Output.Written(to, record.with(edit.bytes())));
  }

  /** A row that cannot be read is no row: {@link TableCheckTopology} reports it. */
  private Optional<JsonObject> row(byte[] value) {
    try {
      return Optional.of(JsonObject.parse(value, Set.copyOf(fields)));
    } catch (RejectedRecordException e) {
      return Optional.empty();
    }
  }
}
