package dev.kappa.ingest.source;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Lets lines through at an even rate; time that was lost is not made up for by a rush. */
public final class PacedLines implements LineSource {
  private static final long MOST_BEHIND_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final LineSource source;
  private final double nanosPerLine;
  private final Thread reader = Thread.currentThread();
  private double due = (double) System.nanoTime();
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
    due = Math.max(due, (double) (System.nanoTime() - MOST_BEHIND_NANOS));
    for (long early = early(); early > 0 && !interrupted; early = early()) {
      LockSupport.parkNanos(early);
    }
    due += nanosPerLine;
    return interrupted ? null : source.next();
  }

  private long early() {
    return (long) (due - System.nanoTime());
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
