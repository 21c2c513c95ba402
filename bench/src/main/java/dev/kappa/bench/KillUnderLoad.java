package dev.kappa.bench;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/** Kills a program under a load that does not wait for it, and starts it again at once. */
final class KillUnderLoad {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);

  /** It keeps pace with the load that is behind by less. */
  private static final long KEEPS_PACE_SECONDS = 3;

  private final Setting setting;
  private final Supplier<Program> program;
  private final OpenLoop sender;
  private final Arrivals arrivals;

  /**
   * @param program starts it, each time with what it has left behind
   */
  KillUnderLoad(Setting setting, Supplier<Program> program, OpenLoop sender, Arrivals arrivals) {
    this.setting = setting;
    this.program = program;
    this.sender = sender;
    this.arrivals = arrivals;
  }

  /** Returns when everything that was sent has arrived. */
  Outage measure() {
    long missingBefore;
    long killed;
    try (var first = program.get()) {
      await(first, missing -> first.runs());
      sender.start();
      missingBefore = watchBeforeTheKill(first);
      killed = System.nanoTime();
      first.kill();
    }
    try (var second = program.get()) {
      var started = await(second, missing -> second.runs());
      var firstRecord = await(second, missing -> arrivals.lastSeenDueNanos() > killed);
      var caughtUp = await(second, missing -> missing <= missingBefore);
      sender.finish();
      await(second, missing -> missing == 0);
      return new Outage(
          Duration.ofNanos(started - killed),
          Duration.ofNanos(firstRecord - killed),
          Duration.ofNanos(caughtUp - killed),
          missingBefore,
          sender.sent());
    }
  }

  /**
   * Lets it come to keep pace with the load and warm up; returns the most events that were missing
   * in the second half of that time.
   */
  private long watchBeforeTheKill(Program first) {
    long half = TimeUnit.SECONDS.toNanos(setting.load().warmUpSeconds()) / 2;
    await(first, missing -> arrivals.lastSeenDueNanos() > 0);
    long start = await(first, missing -> missing < setting.load().perSecond() * KEEPS_PACE_SECONDS);
    await(first, missing -> System.nanoTime() - start > half);
    var most = new long[1];
    await(
        first,
        missing -> {
          most[0] = Math.max(most[0], missing);
          return System.nanoTime() - start > 2 * half;
        });
    return most[0];
  }

  /** Looks until something is so; returns when it was. */
  private long await(Program running, LongPredicate condition) {
    long start = System.nanoTime();
    while (true) {
      long missing = arrivals.look();
      long now = System.nanoTime();
      if (condition.test(missing)) {
        return now;
      }
      running.requireRunning();
      sender.requireSending();
      if (now - start > PATIENCE_NANOS) {
        throw new BenchFailedException(
            "after 5 minutes it has not caught up: about %,d events are missing"
                .formatted(missing));
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
