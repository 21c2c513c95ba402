package dev.kappa.spark.io;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.execution.streaming.CheckpointFileManager;

/**
 * Small texts in a folder of a checkpoint, on whatever file system Spark can keep checkpoints. A
 * file appears whole or not at all, and is never overwritten.
 */
final class CheckpointFiles {
  private final CheckpointFileManager manager;
  private final Path folder;

  CheckpointFiles(Path folder, Configuration hadoop) {
    this.folder = folder;
    this.manager = CheckpointFileManager.create(folder, hadoop);
    manager.mkdirs(folder);
  }

  Path folder() {
    return folder;
  }

  Optional<String> read(String name) throws IOException {
    try (var in = manager.open(new Path(folder, name))) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Creates a file with {@code text}, or returns the text of the one that is there. */
  String createOrRead(String name, String text) throws IOException {
    var there = read(name);
    if (there.isPresent()) {
      return there.get();
    }
    var path = new Path(folder, name);
    try (var out = manager.createAtomic(path, false)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (FileAlreadyExistsException e) {
      return read(name).orElseThrow(() -> new FileNotFoundException(path + " has disappeared"));
    }
    return text;
  }

  /** The greatest number that is a file's name. */
  Optional<Long> latest() {
    return Stream.of(manager.list(folder))
        .map(file -> file.getPath().getName())
        .filter(name -> name.matches("\\d{1,18}"))
        .map(Long::valueOf)
        .max(Long::compare);
  }

  /** Deletes a file; nothing where there is none. */
  void delete(String name) {
    manager.delete(new Path(folder, name));
  }
}
