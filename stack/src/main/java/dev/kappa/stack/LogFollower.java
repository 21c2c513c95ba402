package dev.kappa.stack;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.util.concurrent.TimeUnit;

/** Copies the end of a log, and what is added to it. */
final class LogFollower {
  private static final int BLOCK = 64 << 10;

  private final Path log;
  private final OutputStream out;
  private long position;

  LogFollower(Path log, OutputStream out) {
    this.log = log;
    this.out = out;
  }

  /** Copies the last lines. */
  void copyLast(int lines) throws IOException {
    if (Files.notExists(log)) {
      return;
    }
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      position = startOfLast(lines, file);
    }
    copyNew();
  }

  /** Copies what is added, until the process is interrupted. */
  void follow() throws IOException, InterruptedException {
    var folder = log.getParent();
    Files.createDirectories(folder);
    try (var watch = folder.getFileSystem().newWatchService()) {
      folder.register(
          watch, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_CREATE);
      while (true) {
        copyNew();
        // The time limit is for file systems that report no changes.
        var changed = watch.poll(1, TimeUnit.SECONDS);
        if (changed != null) {
          changed.pollEvents();
          changed.reset();
        }
      }
    }
  }

  private void copyNew() throws IOException {
    if (Files.notExists(log)) {
      return;
    }
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      if (file.length() < position) {
        position = 0; // a new file since
      }
      file.seek(position);
      var block = new byte[BLOCK];
      for (int read = file.read(block); read > 0; read = file.read(block)) {
        out.write(block, 0, read);
        position += read;
      }
    }
    out.flush();
  }

  private static long startOfLast(int lines, RandomAccessFile file) throws IOException {
    long end = file.length();
    int ends = 0;
    var block = new byte[BLOCK];
    for (long at = end; at > 0; ) {
      int size = (int) Math.min(BLOCK, at);
      at -= size;
      file.seek(at);
      file.readFully(block, 0, size);
      for (int i = size - 1; i >= 0; i--) {
        // The last line's own end is not the end of the one before.
        if (block[i] == '\n' && at + i < end - 1 && ++ends == lines) {
          return at + i + 1;
        }
      }
    }
    return 0;
  }
}
