package dev.kappa.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class PacedLinesTest {
  private static final int PER_SECOND = 1_000;

  private final PacedLines lines = new PacedLines(new Endless(), PER_SECOND);

  @Test
  void letsNoMoreLinesThroughThanAskedForAlsoAfterAPause() throws Exception {
    lines.next();
    pauseFor(500);
    long start = System.nanoTime();
    for (int line = 0; line < 300; line++) {
      lines.next();
    }
    // A tenth of a second may be made up for: 100 of the 300 lines.
    assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(190));
  }

  @Test
  void endsWhenItIsInterrupted() throws Exception {
    lines.next();
    lines.interrupt();
    assertThat(lines.next()).isNull();
  }

  /** What the pause stands for is a broker that is slow. */
  private static void pauseFor(long millis) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (System.nanoTime() < until) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
  }

  private static final class Endless implements LineSource {
    @Override
    public Line next() {
      return new Line(new byte[] {'1'}, null, "-", 1);
    }

    @Override
    public void close() {}
  }
}
