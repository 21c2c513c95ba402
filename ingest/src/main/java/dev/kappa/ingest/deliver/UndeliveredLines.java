package dev.kappa.ingest.deliver;

import dev.kappa.ingest.source.Line;
import dev.kappa.ingest.source.Spill;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file with the lines that were not delivered, as they were, to be sent again. It comes into
 * being with the first such line. Several threads may add lines.
 */
public final class UndeliveredLines implements Spill, Closeable {
  private final Path file;
  private final ReentrantLock lock = new ReentrantLock();
  private OutputStream out;
  private long count;
  private String first = "";
  private String last = "";

  public UndeliveredLines(Path file) {
    this.file = file;
  }

  /** Adds a line. */
  public void add(Line line) {
    try (var whole = begin(line.place())) {
      whole.write(line.value());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "line %s was not delivered, and cannot be kept in %s: %s"
              .formatted(line.place(), file, e.getMessage()),
          e);
    }
  }

  @Override
  public OutputStream begin(String place) throws IOException {
    lock.lock();
    try {
      if (out == null) {
        out =
            new BufferedOutputStream(
                Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), 64 * 1024);
        first = place;
      }
    } catch (IOException e) {
      lock.unlock();
      throw e;
    }
    count++;
    last = place;
    return new OneLine(out);
  }

  /** Says which lines there are and how to send them again; empty where there are none. */
  public String summary() {
    lock.lock();
    try {
      return count == 0
          ? ""
          : ("%,d lines were not delivered (first %s, last %s); they are kept in %s,"
                  + " which can be sent again")
              .formatted(count, first, last, file);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
    }
  }

  /** Ends the line, and lets the next one in, when it is closed. */
  private final class OneLine extends FilterOutputStream {
    OneLine(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      try {
        out.write('\n');
      } finally {
        lock.unlock();
      }
    }
  }
}
