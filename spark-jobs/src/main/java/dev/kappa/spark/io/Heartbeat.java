package dev.kappa.spark.io;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.kappa.contracts.Json;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.execution.streaming.CheckpointFileManager;

/**
 * What a driver says of a job that it runs, in {@code kappa/heartbeat.json} of the job's
 * checkpoint: again and again while it runs, and once more when it has stopped.
 *
 * <p>Times are ISO-8601 instants by the driver's clock.
 *
 * @param driver its host and process
 * @param since when the job was started
 * @param at when this was said
 * @param stopped whether it was the last time
 * @param lastBatch when the last micro-batch with records ended; null before the first
 * @param newestEvent the latest event time that it has counted; null before the first
 * @param lastBatchMillis how long the last micro-batch with records took; null before the first
 * @param stateBytes what its state took after it, on disk and in memory
 * @param watermark its watermark then
 * @param retries how often its query has failed and was started again
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Heartbeat(
    String driver,
    String since,
    String at,
    boolean stopped,
    String lastBatch,
    String newestEvent,
    Long lastBatchMillis,
    Long stateBytes,
    String watermark,
    int retries) {
  /** How often a driver says it. */
  public static final Duration INTERVAL = Duration.ofSeconds(5);

  /** Reads the last one of a job; empty where no driver has run it with this checkpoint. */
  public static Optional<Heartbeat> read(URI checkpoints, String job, Configuration hadoop)
      throws IOException {
    var file = file(checkpoints, job);
    try (var in = file.getFileSystem(hadoop).open(file)) {
      return Optional.of(Json.decode(in.readAllBytes(), Heartbeat.class));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Replaces the one before. */
  public void write(URI checkpoints, String job, Configuration hadoop) throws IOException {
    var file = file(checkpoints, job);
    var manager = CheckpointFileManager.create(file.getParent(), hadoop);
    try (var out = manager.createAtomic(file, true)) {
      out.write(Json.encode(this));
    }
  }

  private static Path file(URI checkpoints, String job) {
    return new Path(new Path(checkpoints), job + "/kappa/heartbeat.json");
  }
}
