package dev.kappa.spark.io;

import dev.kappa.contracts.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The folder where a job keeps how far it has read and its state; and beside them, in {@code
 * kappa}, whose it is and when each micro-batch was written.
 */
public final class Checkpoint {
  private final Path folder;
  private final WriteTimes writeTimes;

  /** What a checkpoint says of itself, in {@code kappa/about.json}. */
  record About(String job) {}

  private Checkpoint(Path folder, WriteTimes writeTimes) {
    this.folder = folder;
    this.writeTimes = writeTimes;
  }

  /**
   * Opens a job's checkpoint, and creates it when there is none.
   *
   * @param parent the folder of all checkpoints
   * @throws IOException when it cannot be read or created, or is another job's
   */
  public static Checkpoint open(URI parent, String job, Configuration hadoop) throws IOException {
    var folder = new Path(new Path(parent), job);
    var own = new Path(folder, "kappa");
    var wanted = new String(Json.encode(new About(job)), StandardCharsets.UTF_8);
    var text = new CheckpointFiles(own, hadoop).createOrRead("about.json", wanted);
    var about = Json.decode(text.getBytes(StandardCharsets.UTF_8), About.class);
    if (!about.job.equals(job)) {
      throw new IOException(
          "%s is the checkpoint of the job %s, not of %s".formatted(folder, about.job, job));
    }
    return new Checkpoint(
        folder, new WriteTimes(new CheckpointFiles(new Path(own, "write-times"), hadoop)));
  }

  /** The folder, for Spark. */
  public String location() {
    return folder.toString();
  }

  /** When each micro-batch is written, as Cassandra sees it. */
  public WriteTimes writeTimes() {
    return writeTimes;
  }
}
