package dev.kappa.ingest.source;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Lets lines through at an even rate. */
public final class PacedLines implements LineSource {
  private final LineSource source;
  private final double nanosPerLine;
  private final Thread reader = Thread.currentThread();
  private final long startedAt = System.nanoTime();
  private long count;
  private volatile boolean interrupted;

  /**
   * Paces {@code source}, which the calling thread is going to read.
   *
   * @param perSecond lines a second
   */
  public PacedLines(LineSource source, double perSecond) {
    if (!(perSecond > 0)) {
      throw new IllegalArgumentException("--rate must be more than 0");
    }
    this.source = source;
    this.nanosPerLine = TimeUnit.SECONDS.toNanos(1) / perSecond;
  }

  @Override
  public Line next() throws IOException {
    long due = startedAt + (long) (count++ * nanosPerLine);
    for (long early = due - System.nanoTime();
        early > 0 && !interrupted;
        early = due - System.nanoTime()) {
      LockSupport.parkNanos(early);
    }
    return interrupted ? null : source.next();
  }

  @Override
  public void interrupt() {
    interrupted = true;
    LockSupport.unpark(reader);
    source.interrupt();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
