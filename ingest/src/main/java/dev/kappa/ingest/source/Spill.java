package dev.kappa.ingest.source;

import java.io.IOException;
import java.io.OutputStream;

/** Takes lines that are larger than any topic takes, so that memory need not hold them. */
public interface Spill {
  /**
   * Begins to take a line.
   *
   * @param place the line's {@link Line#place()}
   * @return where its bytes go, without a line end; closed at the line's end
   */
  OutputStream begin(String place) throws IOException;
}
