package dev.kappa.bench;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * Actions on pages of their own, a few, whose rows are read again and again. A page's actions come
 * from one user, so they arrive in order, and a row that counts so many holds the first so many.
 */
final class Probes implements Arrivals {
  /** How long one look is from the next: by so much, and the time of one read, it errs. */
  static final long LOOK_MILLIS = 25;

  /** One action of so many is a probe. */
  private static final int EVERY = 50;

  private static final int PAGES = 4;
  private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(2);
  private static final int DIGITS = 3;

  private final CqlSession session;
  private final PreparedStatement select;
  private final long countFrom;
  private final List<Page> pages = IntStream.rangeClosed(1, PAGES).mapToObj(Page::new).toList();
  private final Histogram latencies = new Histogram(LONGEST_MICROS, DIGITS);
  private long lastSeenDueNanos;

  private static final class Page {
    private final int number;
    private final ArrayDeque<Long> due = new ArrayDeque<>();
    private long sent;
    private long countFrom = Long.MAX_VALUE;
    private long seen;

    Page(int number) {
      this.number = number;
    }
  }

  /**
   * @param countFrom latencies of events before this one are not counted
   */
  Probes(CqlSession session, String keyspace, long countFrom) {
    this.session = session;
    this.countFrom = countFrom;
    this.select =
        session.prepare(
            "SELECT page, actions FROM %s.actions_by_page".formatted(keyspace)
                + " WHERE page IN ? AND day IN ? AND window_seconds = 10");
  }

  @Override
  public Actions.Made sending(long number, Actions.Made made, long dueNanos) {
    if (number % EVERY != 0) {
      return made;
    }
    var page = pages.get((int) (number / EVERY % PAGES));
    synchronized (page) {
      if (number >= countFrom && page.countFrom == Long.MAX_VALUE) {
        page.countFrom = page.sent;
      }
      page.due.add(dueNanos);
      page.sent++;
    }
    return new Actions.Made(made.identity(), -page.number, Actions.USERS + page.number, made.at());
  }

  @Override
  public long look() {
    var today = LocalDate.now(ZoneOffset.UTC);
    var found =
        session.execute(
            select.bind(
                pages.stream().map(page -> "probe-" + page.number).toList(),
                List.of(today.minusDays(1).toString(), today.toString())));
    var counts = new long[PAGES + 1];
    for (Row row : found) {
      counts[Integer.parseInt(row.getString("page").substring("probe-".length()))] +=
          row.getLong("actions");
    }
    long now = System.nanoTime();
    return EVERY * pages.stream().mapToLong(page -> see(page, counts[page.number], now)).sum();
  }

  @Override
  public long lastSeenDueNanos() {
    return lastSeenDueNanos;
  }

  private long see(Page page, long count, long now) {
    synchronized (page) {
      while (page.seen < count) {
        long due = page.due.remove();
        lastSeenDueNanos = Math.max(lastSeenDueNanos, due);
        if (page.seen >= page.countFrom) {
          latencies.recordValue(Math.max(0, Math.min(LONGEST_MICROS, (now - due) / 1_000)));
        }
        page.seen++;
      }
      return page.due.size();
    }
  }

  /** In microseconds. */
  Histogram latencies() {
    return latencies;
  }
}
