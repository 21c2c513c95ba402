package dev.kappa.ingest.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** Lines of several files, one file after the other; each is opened when its turn comes. */
public final class FileLines implements LineSource {
  private final Iterator<Path> files;
  private final Spill spill;
  private Path file;
  private volatile StreamLines lines;

  public FileLines(List<Path> files, Spill spill) {
    this.files = List.copyOf(files).iterator();
    this.spill = spill;
  }

  @Override
  public Line next() throws IOException {
    while (lines != null || files.hasNext()) {
      if (lines == null) {
        file = files.next();
        lines = new StreamLines(InputFile.open(file), file.toString(), spill);
      }
      var line = read();
      if (line != null) {
        return line;
      }
      close();
    }
    return null;
  }

  private Line read() throws IOException {
    try {
      return lines.next();
    } catch (IOException e) {
      throw new IOException(
          "%s cannot be read behind line %d: %s".formatted(file, lines.lines(), e.getMessage()), e);
    }
  }

  @Override
  public void interrupt() {
    var current = lines;
    // Reading a file never takes long; standard input may.
    if (current != null && InputFile.STANDARD_INPUT.equals(file)) {
      current.interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    if (lines != null) {
      lines.close();
      lines = null;
    }
  }
}
