package dev.kappa.enrich.topology;

import dev.kappa.enrich.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Copies each record to the topic that the value of a field names.
 *
 * @param routes the topic of each value; a number or a truth value is meant by its text in JSON
 * @param otherwise the topic of every other record, also of those without the field; empty: none
 */
public record RouteFlow(
    String from, String field, Map<String, String> routes, Optional<String> otherwise)
    implements Flow {
  @Override
  public Set<String> targets() {
    var targets = new TreeSet<>(routes.values());
    otherwise.ifPresent(targets::add);
    return targets;
  }

  @Override
  public List<Output> apply(SourceRecord record, Tables tables) {
    return JsonObject.parse(record.value(), Set.of(field))
        .label(field)
        .map(routes::get)
        .or(() -> otherwise)
        .<List<Output>>map(topic -> List.of(new Output.Written(topic, record)))
        .orElse(List.of());
  }
}
