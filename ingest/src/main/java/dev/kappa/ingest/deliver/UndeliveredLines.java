package dev.kappa.ingest.deliver;

import dev.kappa.ingest.source.Line;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file with the lines that were not delivered, as they were, to be sent again. It comes into
 * being with the first such line.
 */
public final class UndeliveredLines implements Closeable {
  private final Path file;
  private OutputStream out;
  private long count;
  private String first = "";
  private String last = "";

  public UndeliveredLines(Path file) {
    this.file = file;
  }

  /** Adds a line; several threads may do so. */
  public synchronized void add(Line line) {
    try {
      if (out == null) {
        out =
            new BufferedOutputStream(
                Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), 64 * 1024);
        first = line.place();
      }
      out.write(line.value());
      out.write('\n');
      count++;
      last = line.place();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "line %s was not delivered, and cannot be kept in %s: %s"
              .formatted(line.place(), file, e.getMessage()),
          e);
    }
  }

  /** Says which lines there are and how to send them again; empty where there are none. */
  public synchronized String summary() {
    return count == 0
        ? ""
        : "%,d lines were not delivered (first %s, last %s); they are kept in %s, which can be sent again"
            .formatted(count, first, last, file);
  }

  @Override
  public synchronized void close() throws IOException {
    if (out != null) {
      out.close();
    }
  }
}
