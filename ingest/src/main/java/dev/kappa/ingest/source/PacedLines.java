package dev.kappa.ingest.source;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Lets lines through at an even rate. */
public final class PacedLines implements LineSource {
  private final LineSource source;
  private final double nanosPerLine;
  private final long startedAt = System.nanoTime();
  private long count;

  /**
   * @param perSecond lines a second
   */
  public PacedLines(LineSource source, double perSecond) {
    this.source = source;
    this.nanosPerLine = TimeUnit.SECONDS.toNanos(1) / perSecond;
  }

  @Override
  public Line next() throws IOException {
    var line = source.next();
    long due = startedAt + (long) (count++ * nanosPerLine);
    for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
      LockSupport.parkNanos(early);
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
