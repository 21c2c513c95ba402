package dev.kappa.ingest.source;

import java.io.Closeable;
import java.io.IOException;

/** A source of lines, read once from front to back. */
public interface LineSource extends Closeable {
  /**
   * The next line; may wait for it.
   *
   * @return null at the end
   */
  Line next() throws IOException;

  /** Called by another thread: lets a {@link #next()} that waits return null or throw. */
  default void interrupt() {
    // most sources wait for nothing
  }
}
