package dev.kappa.bench;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How far a group has come in a topic. */
final class GroupProgress {
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private GroupProgress() {}

  /** Waits until a group has committed so many offsets; returns how many it has. */
  static long await(Setting setting, Program program, String group, String topic, long offsets) {
    while (true) {
      long committed = setting.topics().committed(group, topic);
      if (committed >= offsets) {
        return committed;
      }
      program.requireRunning();
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /** Requires so many committed records in a topic. */
  static void requireCopied(Setting setting, String topic, long records) {
    long written = new CommittedReader(setting, topic).count(Instant.EPOCH);
    if (written != records) {
      throw new BenchFailedException(
          "%,d records were written for %,d".formatted(written, records));
    }
  }
}
