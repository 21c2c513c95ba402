package dev.kappa.spark.io;

import static org.apache.spark.sql.functions.timestamp_millis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import dev.kappa.spark.events.MethodCall;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/**
 * The times of the micro-batch that a task works for. They stand in the batch's entry in the
 * checkpoint's log of offsets, which is written before the batch begins and does not change when
 * the batch is run again.
 *
 * <p>Spark drops late events without a word; whoever wants to keep them aside must know the
 * watermark before Spark does. And Spark's own {@code current_timestamp()} is a constant of the
 * code that it generates: there would be new code, cold and to be compiled, in every micro-batch.
 */
public final class BatchClock implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String BATCH = "streaming.sql.batchId";

  private final String offsets;
  private transient TaskContext task;
  private transient Times times;

  private record Times(long watermarkMillis, long startMillis) {}

  private BatchClock(String offsets) {
    this.offsets = offsets;
  }

  /** The clock of the query that has this checkpoint. */
  public static BatchClock of(Checkpoint checkpoint) {
    return new BatchClock(checkpoint.location() + "/offsets");
  }

  /** The watermark as a timestamp; 1970 where there is none yet. */
  public Column watermark() {
    return timestamp_millis(MethodCall.of(this, "watermarkMillis", DataTypes.LongType));
  }

  /** When the batch was begun, as a timestamp. */
  public Column start() {
    return timestamp_millis(MethodCall.of(this, "startMillis", DataTypes.LongType));
  }

  /** For the running task: milliseconds since 1970; 0 where there is no watermark yet. */
  public long watermarkMillis() throws IOException {
    return times().watermarkMillis;
  }

  /** For the running task: milliseconds since 1970. */
  public long startMillis() throws IOException {
    return times().startMillis;
  }

  private Times times() throws IOException {
    var current = TaskContext.get();
    if (current != task) {
      times = read(new Path(offsets, current.getLocalProperty(BATCH)));
      task = current;
    }
    return times;
  }

  private static Times read(Path entry) throws IOException {
    var files = entry.getFileSystem(SparkHadoopUtil.get().conf());
    try (var in = files.open(entry)) {
      var lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1);
      JsonNode metadata = Json.mapper().readTree(lines[1]);
      return new Times(
          metadata.required("batchWatermarkMs").asLong(),
          metadata.required("batchTimestampMs").asLong());
    } catch (ArrayIndexOutOfBoundsException | IllegalArgumentException e) {
      throw new IOException(entry + " is no entry of a log of offsets that is understood", e);
    }
  }
}
