package dev.kappa.monitor;

import dev.kappa.contracts.Json;
import dev.kappa.monitor.Heartbeats.Heartbeat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** The picture as {@code /api/state} gives it. */
final class StateJson {
  private StateJson() {}

  static String of(Picture picture) {
    var object = new LinkedHashMap<String, Object>();
    object.put("at", text(picture.at()));
    object.put("servers", picture.servers().stream().map(StateJson::server).toList());
    object.put("topics", picture.topics().stream().map(StateJson::topic).toList());
    object.put(
        "stages",
        picture.stages().stream()
            .map(stage -> stage(stage, picture.drivers().get(stage.name())))
            .toList());
    object.put(
        "dead_letters",
        picture.deadLetters().entrySet().stream()
            .map(
                e ->
                    fields(
                        "stage", e.getKey().stage(),
                        "reason", e.getKey().reason(),
                        "topic", e.getKey().topic(),
                        "count", e.getValue()))
            .toList());
    object.put(
        "late_rows",
        picture.late().stream()
            .map(l -> fields("job", l.job(), "reason", l.reason(), "count", l.count()))
            .toList());
    object.put(
        "tables",
        picture.tops().stream()
            .map(
                t ->
                    fields(
                        "name", t.table(),
                        "columns", t.columns(),
                        "rows", t.rows(),
                        "all_rows_seen", t.all()))
            .toList());
    object.put(
        "indices",
        picture.indices().entrySet().stream()
            .map(e -> fields("name", e.getKey(), "documents", e.getValue()))
            .toList());
    return new String(Json.encode(object), StandardCharsets.UTF_8);
  }

  private static Map<String, Object> server(ServerState server) {
    return fields(
        "name", server.name(),
        "address", server.address(),
        "up", server.up(),
        "wanted", server.wanted(),
        "since", text(server.since()),
        "hint", server.hint());
  }

  private static Map<String, Object> topic(Picture.Topic topic) {
    return fields(
        "name", topic.name(),
        "role", topic.role(),
        "exists", topic.exists(),
        "records", topic.records(),
        "records_per_second", topic.perSecond());
  }

  /**
   * A stage.
   *
   * @param driver what a job's driver says of it, or null
   */
  private static Map<String, Object> stage(Stage stage, Heartbeat driver) {
    var batch = driver == null ? null : driver.last().orElse(null);
    return fields(
        "name", stage.name(),
        "kind", stage.kind().text(),
        "state", stage.state().text(),
        "since", stage.since() == null ? null : text(stage.since()),
        "hint", stage.hint(),
        "lag", stage.lag(),
        "freshness_seconds", stage.freshness(),
        "records", stage.records(),
        "records_per_second", stage.perSecond(),
        "batch_seconds", batch == null ? null : batch.seconds(),
        "state_bytes", batch == null ? null : batch.stateBytes(),
        "watermark", batch == null ? null : text(batch.watermark()),
        "retries", driver == null ? null : driver.retries());
  }

  private static String text(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static Map<String, Object> fields(Object... namesAndValues) {
    var fields = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }
}
