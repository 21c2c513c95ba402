package dev.kappa.presto.query;

import io.trino.jdbc.QueryStats;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Says how far a statement is, from its second second on: on a terminal on one line that is drawn
 * again, elsewhere every ten seconds. Keeps the last figures.
 */
public final class Progress implements Consumer<QueryStats> {
  private static final Duration QUIET = Duration.ofSeconds(2);

  private final PrintStream err;
  private final boolean terminal;
  private final long began = System.nanoTime();
  private volatile QueryStats last;
  private long nextNanos = QUIET.toNanos();
  private boolean drawn;

  public Progress(PrintStream err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  @Override
  public synchronized void accept(QueryStats stats) {
    last = stats;
    long elapsed = System.nanoTime() - began;
    if (elapsed < nextNanos) {
      return;
    }
    nextNanos = elapsed + (terminal ? Duration.ofMillis(250) : Duration.ofSeconds(10)).toNanos();
    if (terminal) {
      err.print("\r\u001b[K" + line(stats));
      err.flush();
      drawn = true;
    } else {
      err.println(line(stats));
    }
  }

  /** Takes the line off the terminal. */
  public synchronized void clear() {
    if (drawn) {
      err.print("\r\u001b[K");
      err.flush();
      drawn = false;
    }
  }

  /** What the statement cost; empty before the first news of it. */
  public String cost() {
    var stats = last;
    return stats == null
        ? ""
        : String.format(
            Locale.ROOT,
            "%s and %s read",
            rows(stats.getProcessedRows()),
            bytes(stats.getProcessedBytes()));
  }

  /** How long it has taken. */
  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** Rows read from the sources so far. */
  public long rowsRead() {
    var stats = last;
    return stats == null ? 0 : stats.getProcessedRows();
  }

  private static String line(QueryStats stats) {
    return String.format(
        Locale.ROOT,
        "%s, %.0f %%, %d of %d splits, %s and %s read, %d s",
        stats.getState().toLowerCase(Locale.ROOT),
        stats.getProgressPercentage().orElse(0),
        stats.getCompletedSplits(),
        stats.getTotalSplits(),
        rows(stats.getProcessedRows()),
        bytes(stats.getProcessedBytes()),
        stats.getElapsedTimeMillis() / 1000);
  }

  /** A number of rows in words. */
  public static String rows(long count) {
    return String.format(Locale.ROOT, count == 1 ? "%,d row" : "%,d rows", count);
  }

  private static String bytes(long bytes) {
    return bytes < 1_000_000
        ? String.format(Locale.ROOT, "%.0f kB", bytes / 1e3)
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
