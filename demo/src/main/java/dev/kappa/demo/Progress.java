package dev.kappa.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/** Says on standard error what the demo is doing, and gives up on what no longer moves. */
final class Progress {
  private static final Duration LINE_EVERY = Duration.ofSeconds(2);
  private static final Duration GIVE_UP_AFTER = Duration.ofMinutes(3);

  private final PrintStream out;

  Progress(PrintStream out) {
    this.out = out;
  }

  void step(String what) {
    out.println("── " + what);
  }

  /**
   * Waits until {@code count} has reached {@code expected}; the call of {@code count} itself is
   * what takes time.
   *
   * @throws DemoFailedException when nothing has moved for three minutes
   */
  void await(String what, long expected, LongSupplier count) {
    long last = -1;
    var moved = Instant.now();
    var said = Instant.now();
    while (true) {
      long now = count.getAsLong();
      if (now >= expected) {
        return;
      }
      if (now != last) {
        last = now;
        moved = Instant.now();
      } else if (Duration.between(moved, Instant.now()).compareTo(GIVE_UP_AFTER) > 0) {
        throw new DemoFailedException(
            "%s: %,d of %,d, and nothing has moved for %d minutes"
                .formatted(what, now, expected, GIVE_UP_AFTER.toMinutes()));
      }
      if (Duration.between(said, Instant.now()).compareTo(LINE_EVERY) >= 0) {
        said = Instant.now();
        out.printf("   %s: %,d of %,d%n", what, now, expected);
      }
    }
  }
}
