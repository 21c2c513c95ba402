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
}
