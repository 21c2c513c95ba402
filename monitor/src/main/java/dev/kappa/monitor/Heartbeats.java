package dev.kappa.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads what drivers say of the jobs that they run, beside the jobs' checkpoints. */
final class Heartbeats {
  /** The last that a driver said of a job. */
  record Heartbeat(Instant since, Instant at, boolean stopped, int retries, Optional<Batch> last) {}

  /**
   * A job's last micro-batch with records.
   *
   * @param stateBytes what the job's state took after it
   * @param watermark the job's watermark then
   */
  record Batch(double seconds, long stateBytes, Instant watermark) {}

  private static final double MILLIS_PER_SECOND = 1_000;

  private final Optional<Path> checkpoints;

  Heartbeats(URI checkpoints) {
    this.checkpoints =
        "file".equals(checkpoints.getScheme())
            ? Optional.of(Path.of(checkpoints.getPath()))
            : Optional.empty();
  }

  /** Whether the checkpoints are in a folder of this machine: elsewhere they are not looked for. */
  boolean canBeRead() {
    return checkpoints.isPresent();
  }

  /** By job; those that cannot be read are left out. */
  Map<String, Heartbeat> read() {
    var found = new TreeMap<String, Heartbeat>();
    if (checkpoints.isEmpty() || !Files.isDirectory(checkpoints.get())) {
      return found;
    }
    try (var folders = Files.newDirectoryStream(checkpoints.get(), Files::isDirectory)) {
      for (var folder : folders) {
        read(folder.resolve("kappa/heartbeat.json"))
            .ifPresent(beat -> found.put(folder.getFileName().toString(), beat));
      }
    } catch (IOException e) {
      return found; // the folder was removed meanwhile
    }
    return found;
  }

  private static Optional<Heartbeat> read(Path file) {
    try {
      var json = Json.mapper().readTree(Files.readAllBytes(file));
      return Optional.of(
          new Heartbeat(
              time(json, "since"),
              time(json, "at"),
              json.path("stopped").asBoolean(),
              json.path("retries").asInt(),
              batch(json)));
    } catch (IOException | DateTimeParseException e) {
      return Optional.empty(); // none, or one that is just being replaced
    }
  }

  private static Optional<Batch> batch(JsonNode json) {
    return json.hasNonNull("lastBatchMillis") && json.hasNonNull("watermark")
        ? Optional.of(
            new Batch(
                json.path("lastBatchMillis").asLong() / MILLIS_PER_SECOND,
                json.path("stateBytes").asLong(),
                time(json, "watermark")))
        : Optional.empty();
  }

  private static Instant time(JsonNode json, String field) {
    return Instant.parse(json.path(field).asText());
  }
}
