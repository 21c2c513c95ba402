package dev.kappa.spark.io;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.execution.streaming.CheckpointFileManager;
import org.apache.spark.sql.execution.streaming.CheckpointFileManager.CancellableFSDataOutputStream;

/**
 * The versions of {@link GrowingValues} in a folder of a checkpoint: for each a file {@code
 * N.changes} of what differs from the version before, and for some an {@code N.snapshot} of all. A
 * file appears whole or not at all.
 */
final class ValueFiles {
  private static final Pattern NAME = Pattern.compile("(\\d{1,18})\\.(snapshot|changes)");

  private final CheckpointFileManager manager;
  private final Path folder;

  /**
   * What was read.
   *
   * @param values as they were in that version
   * @param snapshot the version from whose snapshot on
   * @param changesBytes the size of all changes since that
   */
  record Loaded(GrowingValues values, long snapshot, long changesBytes) {}

  ValueFiles(Path folder, Configuration hadoop) {
    this.folder = folder;
    manager = CheckpointFileManager.create(folder, hadoop);
    manager.mkdirs(folder);
  }

  /** A file of changes, which appears when it is closed and replaces one that is there. */
  CancellableFSDataOutputStream changes(long version) {
    return manager.createAtomic(changesOf(version), true);
  }

  void writeSnapshot(long version, GrowingValues values) throws IOException {
    var file = manager.createAtomic(snapshotOf(version), true);
    try {
      var writer = new ValueChanges.Writer(file);
      for (int key : values.keys()) {
        writer.appended(key, 0, values.get(key), 0);
      }
      writer.end();
      file.close();
    } catch (IOException | RuntimeException | Error e) {
      file.cancel();
      throw e;
    }
  }

  /**
   * The values of a version.
   *
   * @throws IOException if a file is missing or damaged, with its name
   */
  Loaded load(long version) throws IOException {
    var values = new GrowingValues();
    if (version == 0) {
      return new Loaded(values, 0, 0);
    }
    long snapshot = latestSnapshot(files().toList(), version).orElse(0);
    if (snapshot > 0) {
      read(snapshotOf(snapshot), values);
    }
    long changesBytes = 0;
    for (long next = snapshot + 1; next <= version; next++) {
      changesBytes += read(changesOf(next), values);
    }
    return new Loaded(values, snapshot, changesBytes);
  }

  private long read(Path file, GrowingValues values) throws IOException {
    try (var in = manager.open(file)) {
      ValueChanges.read(in, values);
      return in.getPos();
    } catch (FileNotFoundException e) {
      throw unusable(file, "is missing", e);
    } catch (EOFException e) {
      throw unusable(file, "is cut off", e);
    } catch (IOException e) {
      throw unusable(file, "can not be read: " + e.getMessage(), e);
    }
  }

  /** The way on must be what is told last, so the cause is not what this one has come from. */
  private static IOException unusable(Path file, String why, IOException cause) {
    var unusable =
        new IOException(
            "%s %s. Unless it comes back, the job can only begin anew (--from-start)"
                .formatted(file, why));
    unusable.addSuppressed(cause);
    return unusable;
  }

  private record File(long version, boolean isSnapshot, Path path) {}

  private Stream<File> files() {
    return Arrays.stream(manager.list(folder))
        .map(FileStatus::getPath)
        .flatMap(
            path -> {
              var name = NAME.matcher(path.getName());
              return name.matches()
                  ? Stream.of(
                      new File(
                          Long.parseLong(name.group(1)), name.group(2).equals("snapshot"), path))
                  : Stream.empty();
            });
  }

  private static OptionalLong latestSnapshot(Collection<File> files, long upTo) {
    return files.stream()
        .filter(file -> file.isSnapshot() && file.version() <= upTo)
        .mapToLong(File::version)
        .max();
  }

  /** Deletes what none of the latest versions needs. */
  void keepLatest(int versions) {
    var files = files().toList();
    var latest = files.stream().mapToLong(File::version).max().orElse(0);
    latestSnapshot(files, latest - versions + 1)
        .ifPresent(
            snapshot ->
                files.stream()
                    .filter(
                        file ->
                            file.version() < snapshot
                                || (file.version() == snapshot && !file.isSnapshot()))
                    .forEach(file -> manager.delete(file.path())));
  }

  private Path changesOf(long version) {
    return new Path(folder, version + ".changes");
  }

  private Path snapshotOf(long version) {
    return new Path(folder, version + ".snapshot");
  }
}
