package dev.kappa.connect.sink;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Settings of other Elasticsearch sinks that are accepted and mean nothing here. */
public final class ObsoleteSettings {
  private static final List<String> NAMES =
      List.of(
          "type.name", // Elasticsearch has no types any more
          "internal.key.converter", // the worker's, and gone since Kafka 3
          "internal.value.converter",
          "topic.schema.ignore", // see schema.ignore
          "auto.create.indices.at.start", // they always are
          "flush.synchronously", // offsets are committed up to what is written in any case
          "max.connection.idle.time.ms",
          "log.sensitive.data"); // documents are never logged

  private ObsoleteSettings() {}

  /** One sentence on those that are set; empty where none is. */
  public static Optional<String> warning(Map<String, String> properties) {
    var found = new TreeSet<>(properties.keySet());
    found.retainAll(NAMES);
    properties.keySet().stream()
        .filter(key -> key.matches("internal\\.(key|value)\\.converter\\..+"))
        .forEach(found::add);
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of("these settings mean nothing here, and can go: " + String.join(", ", found));
  }
}
