package dev.kappa.spark.io;

import static org.apache.spark.sql.functions.timestamp_millis;
import static org.apache.spark.sql.functions.udf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF0;
import org.apache.spark.sql.types.DataTypes;

/**
 * The watermark of the micro-batch that a task works for. Spark drops late events without a word;
 * whoever wants to keep them aside must know the watermark before Spark does. It stands in the
 * batch's entry in the checkpoint's log of offsets, which is written before the batch begins and
 * does not change when the batch is run again.
 */
public final class BatchWatermark implements UDF0<Long> {
  private static final long serialVersionUID = 1L;
  private static final String BATCH = "streaming.sql.batchId";

  private final String offsets;
  private transient TaskContext task;
  private transient long millis;

  private BatchWatermark(String offsets) {
    this.offsets = offsets;
  }

  /** The watermark of the batches of the query that has this checkpoint. */
  public static BatchWatermark of(Checkpoint checkpoint) {
    return new BatchWatermark(checkpoint.location() + "/offsets");
  }

  /** The watermark as a timestamp; 1970 where there is none yet. */
  public Column asColumn() {
    return timestamp_millis(udf(this, DataTypes.LongType).asNondeterministic().apply());
  }

  /** For the running task: milliseconds since 1970; 0 where there is no watermark yet. */
  @Override
  public Long call() throws IOException {
    var current = TaskContext.get();
    if (current != task) {
      millis = read(new Path(offsets, current.getLocalProperty(BATCH)));
      task = current;
    }
    return millis;
  }

  private static long read(Path entry) throws IOException {
    var files = entry.getFileSystem(SparkHadoopUtil.get().conf());
    try (var in = files.open(entry)) {
      var lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1);
      JsonNode metadata = Json.mapper().readTree(lines[1]);
      return metadata.required("batchWatermarkMs").asLong();
    } catch (ArrayIndexOutOfBoundsException | IllegalArgumentException e) {
      throw new IOException(entry + " is no entry of a log of offsets that is understood", e);
    }
  }
}
