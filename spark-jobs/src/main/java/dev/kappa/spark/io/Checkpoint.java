package dev.kappa.spark.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.kafka.common.TopicPartition;

/**
 * The folder where a job keeps how far it has read and its state; and beside them, in {@code
 * kappa}, what it was made by, when each micro-batch was written, and which driver it belongs to.
 */
public final class Checkpoint {
  private static final String ABOUT = "about.json";

  private final Path folder;
  private final Configuration hadoop;

  /**
   * What a checkpoint says of itself: only what made it can go on with it.
   *
   * @param job its name
   * @param version the job's
   * @param identity the column that tells a duplicate, and how it is kept; empty without one
   * @param events the columns that the job's parser yields
   * @param rows the columns that the job writes
   * @param topics the ids of the topics, which a topic that is created again does not have
   */
  public record About(
      String job,
      int version,
      String identity,
      String events,
      String rows,
      Map<String, String> topics) {}

  private Checkpoint(Path folder, Configuration hadoop) {
    this.folder = folder;
    this.hadoop = hadoop;
  }

  /**
   * The checkpoint of a job, which may not exist yet.
   *
   * @param parent the folder of all checkpoints
   */
  public static Checkpoint of(URI parent, String job, Configuration hadoop) {
    return new Checkpoint(new Path(new Path(parent), job), hadoop);
  }

  /** The folder, for Spark. */
  public String location() {
    return folder.toString();
  }

  /** When each micro-batch is written, as Cassandra sees it. */
  public WriteTimes writeTimes() {
    return new WriteTimes(files("kappa/write-times"));
  }

  /** Takes it over: any other driver that still works with it must not go on. */
  public DriverEpoch takeOver() throws IOException {
    return DriverEpoch.begin(files("kappa/drivers"));
  }

  /** What it says of itself; nothing where there is no checkpoint. */
  public Optional<About> about() throws IOException {
    if (!exists("kappa")) {
      return Optional.empty();
    }
    return files("kappa")
        .read(ABOUT)
        .map(text -> Json.decode(text.getBytes(StandardCharsets.UTF_8), About.class));
  }

  /** Creates it, or leaves the one that is there. */
  public void create(About about) throws IOException {
    files("kappa").createOrRead(ABOUT, new String(Json.encode(about), StandardCharsets.UTF_8));
  }

  /**
   * Moves what is there out of the way, so that the job begins anew.
   *
   * @return where it is now; nothing where there was nothing
   */
  public Optional<String> setAside() throws IOException {
    var files = folder.getFileSystem(hadoop);
    if (!files.exists(folder)) {
      return Optional.empty();
    }
    int number = 1;
    while (files.exists(folder.suffix(".set-aside-" + number))) {
      number++;
    }
    var aside = folder.suffix(".set-aside-" + number);
    if (!files.rename(folder, aside)) {
      throw new IOException("%s could not be renamed to %s".formatted(folder, aside));
    }
    return Optional.of(aside.toString());
  }

  /** Where the next micro-batch begins; nothing where none has been planned yet. */
  public Map<TopicPartition, Long> position() throws IOException {
    var committed = exists("commits") ? files("commits").latest() : Optional.<Long>empty();
    if (committed.isPresent()) {
      return offsets(files("offsets").read(committed.get().toString()), 2);
    }
    return exists("sources/0") ? offsets(files("sources/0").read("0"), 1) : Map.of();
  }

  /**
   * @param line which line of a log entry of Spark's holds the offsets
   */
  private Map<TopicPartition, Long> offsets(Optional<String> entry, int line) throws IOException {
    if (entry.isEmpty()) {
      return Map.of();
    }
    var lines = entry.get().split("\n", -1);
    try {
      var offsets = new HashMap<TopicPartition, Long>();
      JsonNode topics = Json.mapper().readTree(lines[line]);
      for (var topic : topics.properties()) {
        for (var partition : topic.getValue().properties()) {
          offsets.put(
              new TopicPartition(topic.getKey(), Integer.parseInt(partition.getKey())),
              partition.getValue().asLong());
        }
      }
      return offsets;
    } catch (JsonProcessingException | ArrayIndexOutOfBoundsException | NumberFormatException e) {
      throw new IOException("%s holds offsets that are not understood".formatted(folder), e);
    }
  }

  private boolean exists(String child) throws IOException {
    return folder.getFileSystem(hadoop).exists(new Path(folder, child));
  }

  private CheckpointFiles files(String child) {
    return new CheckpointFiles(new Path(folder, child), hadoop);
  }
}
