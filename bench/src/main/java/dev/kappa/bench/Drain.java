package dev.kappa.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * Watches a program that reads a topic to its end and says after each batch how many records it
 * had.
 *
 * @param whole from when it begins to read: a job's first batch is on cold code
 * @param warm from the end of the first batch that reached the records of the warm-up
 */
record Drain(Sample whole, Sample warm) {
  private static final Pattern BATCH =
      Pattern.compile("(?m)^\\S+: batch [\\d,]+, ([\\d,]+) records");
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /**
   * Returns when it has read everything.
   *
   * @param warmUp records that the warm measurement leaves out
   * @param all records, several jobs' together
   * @param recordBytes the size of one record's value
   */
  static Drain watch(Setting setting, Program program, long warmUp, long all, long recordBytes) {
    awaitStart(program);
    var start = Stopwatch.read(program, setting.servers());
    long warmFrom = await(program, Math.max(1, warmUp));
    var warm = Stopwatch.read(program, setting.servers());
    await(program, all);
    return new Drain(
        start.untilNow(program, setting.servers(), all, all * recordBytes),
        warm.untilNow(program, setting.servers(), all - warmFrom, (all - warmFrom) * recordBytes));
  }

  /** Returns when a program runs. */
  static void awaitStart(Program program) {
    while (!program.runs()) {
      pause(program);
    }
  }

  private static long await(Program program, long records) {
    while (true) {
      long read = read(program.log());
      if (read >= records) {
        return read;
      }
      pause(program);
    }
  }

  private static long read(String log) {
    long sum = 0;
    var batch = BATCH.matcher(log);
    while (batch.find()) {
      sum += Long.parseLong(batch.group(1).replace(",", ""));
    }
    return sum;
  }

  private static void pause(Program program) {
    program.requireRunning();
    LockSupport.parkNanos(LOOK_NANOS);
  }
}
