package dev.kappa.spark.io;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import dev.kappa.spark.events.Admission.BatchTimes;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.deploy.SparkHadoopUtil;

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

  private BatchClock(String offsets) {
    this.offsets = offsets;
  }

  /** The clock of the query that has this checkpoint. */
  public static BatchClock of(Checkpoint checkpoint) {
    return new BatchClock(checkpoint.location() + "/offsets");
  }

  /** The times of the batch that the running task works for. */
  public BatchTimes times() throws IOException {
    return read(new Path(offsets, TaskContext.get().getLocalProperty(BATCH)));
  }

  private static BatchTimes read(Path entry) throws IOException {
    var files = entry.getFileSystem(SparkHadoopUtil.get().conf());
    try (var in = files.open(entry)) {
      var lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1);
      JsonNode metadata = Json.mapper().readTree(lines[1]);
      return new BatchTimes(
          metadata.required("batchWatermarkMs").asLong(),
          metadata.required("batchTimestampMs").asLong());
    } catch (ArrayIndexOutOfBoundsException | IllegalArgumentException e) {
      throw new IOException(entry + " is no entry of a log of offsets that is understood", e);
    }
  }
}
