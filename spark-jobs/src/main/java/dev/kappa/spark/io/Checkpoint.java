package dev.kappa.spark.io;

import dev.kappa.contracts.Json;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The folder where a job keeps how far it has read and its state, and beside them what the suite
 * itself must know of it: when it was created, from which the write times of its rows derive.
 */
public final class Checkpoint {
  private static final String ABOUT = "kappa.json";

  private final Path folder;
  private final About about;

  /** What stands in {@value #ABOUT}. */
  record About(String job, long writeEpoch) {}

  private Checkpoint(Path folder, About about) {
    this.folder = folder;
    this.about = about;
  }

  /**
   * Opens a job's checkpoint, and creates it when there is none.
   *
   * @param parent the folder of all checkpoints
   * @throws IOException when it cannot be read or created, or is another job's
   */
  public static Checkpoint open(URI parent, String job, Configuration hadoop) throws IOException {
    var folder = new Path(new Path(parent), job);
    var files = folder.getFileSystem(hadoop);
    var file = new Path(folder, ABOUT);
    var about = read(files, file);
    if (about == null) {
      create(files, file, new About(job, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now())));
      about = read(files, file);
    }
    if (about == null || !about.job.equals(job)) {
      throw new IOException(file + " is not the checkpoint of the job " + job + ": " + about);
    }
    return new Checkpoint(folder, about);
  }

  /** The folder, for Spark. */
  public String location() {
    return folder.toString();
  }

  /** Microseconds since 1970: the write time of the rows of batch 0. */
  public long writeEpoch() {
    return about.writeEpoch;
  }

  private static About read(FileSystem files, Path file) throws IOException {
    try (var in = files.open(file)) {
      return Json.decode(in.readAllBytes(), About.class);
    } catch (FileNotFoundException e) {
      return null;
    }
  }

  /** Written aside and renamed: a reader sees the whole file or none, and the first one stays. */
  private static void create(FileSystem files, Path file, About about) throws IOException {
    var draft = file.suffix("." + UUID.randomUUID());
    try (var out = files.create(draft, false)) {
      out.write(Json.encode(about));
    }
    if (files.exists(file) || !files.rename(draft, file)) {
      files.delete(draft, false);
    }
  }
}
