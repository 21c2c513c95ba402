package dev.kappa.ingest.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** Lines of several files, one file after the other; each is opened when its turn comes. */
public final class FileLines implements LineSource {
  private final Iterator<Path> files;
  private LineSource current;

  public FileLines(List<Path> files) {
    this.files = List.copyOf(files).iterator();
  }

  @Override
  public Line next() throws IOException {
    while (true) {
      if (current == null) {
        if (!files.hasNext()) {
          return null;
        }
        var file = files.next();
        current = new StreamLines(Files.newInputStream(file), file.toString());
      }
      var line = current.next();
      if (line != null) {
        return line;
      }
      close();
    }
  }

  @Override
  public void close() throws IOException {
    if (current != null) {
      current.close();
      current = null;
    }
  }
}
