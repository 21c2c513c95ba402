package dev.kappa.bench;

import static java.util.Comparator.naturalOrder;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private static final String NAME = "probe-";

  /** Longer than events are out of order and a window takes; what is older is not read again. */
  private static final int FINAL_AFTER_SECONDS = 90;

  private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(2);
  private static final int DIGITS = 3;

  private final CqlSession session;
  private final PreparedStatement select;
  private final long countFrom;
  private final List<Page> pages = IntStream.rangeClosed(1, PAGES).mapToObj(Page::new).toList();
  private final Histogram latencies = new Histogram(LONGEST_MICROS, DIGITS);
  private long lastSeenDueNanos;

  /** A probe that has not been seen. */
  private record Sent(long dueNanos, Instant at) {}

  private static final class Page {
    private final int number;
    private final ArrayDeque<Sent> unseen = new ArrayDeque<>();

    /** What was read last of each window. */
    private final Map<Instant, Long> actions = new HashMap<>();

    private long sent;
    private long countFrom = Long.MAX_VALUE;
    private long seen;

    Page(int number) {
      this.number = number;
    }

    /** The event time of the one that has the earliest. */
    synchronized Optional<Instant> firstUnseen() {
      return unseen.stream().map(Sent::at).min(naturalOrder());
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
            "SELECT page, window_start, actions FROM %s.actions_by_page".formatted(keyspace)
                + " WHERE page IN ? AND day IN ? AND window_seconds = 10 AND window_start >= ?");
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
      page.unseen.add(new Sent(dueNanos, made.at()));
      page.sent++;
    }
    return new Actions.Made(made.identity(), -page.number, Actions.USERS + page.number, made.at());
  }

  /** Reads the windows that may have changed since an unseen probe was sent. */
  @Override
  public long look() {
    var from = pages.stream().flatMap(page -> page.firstUnseen().stream()).min(naturalOrder());
    if (from.isPresent()) {
      var window = from.get().minusSeconds(FINAL_AFTER_SECONDS);
      for (Row row : session.execute(select.bind(names(), daysSince(window), window))) {
        var number = Integer.parseInt(row.getString("page").substring(NAME.length()));
        pages.get(number - 1).actions.put(row.getInstant("window_start"), row.getLong("actions"));
      }
    }
    long now = System.nanoTime();
    return EVERY * pages.stream().mapToLong(page -> see(page, now)).sum();
  }

  private List<String> names() {
    return pages.stream().map(page -> NAME + page.number).toList();
  }

  private static List<String> daysSince(Instant window) {
    return LocalDate.ofInstant(window, ZoneOffset.UTC)
        .datesUntil(LocalDate.now(ZoneOffset.UTC).plusDays(1))
        .map(LocalDate::toString)
        .toList();
  }

  @Override
  public long lastSeenDueNanos() {
    return lastSeenDueNanos;
  }

  private long see(Page page, long now) {
    long count = page.actions.values().stream().mapToLong(Long::longValue).sum();
    synchronized (page) {
      while (page.seen < count) {
        long due = page.unseen.remove().dueNanos();
        lastSeenDueNanos = Math.max(lastSeenDueNanos, due);
        if (page.seen >= page.countFrom) {
          latencies.recordValue(Math.max(0, Math.min(LONGEST_MICROS, (now - due) / 1_000)));
        }
        page.seen++;
      }
      return page.unseen.size();
    }
  }

  /** In microseconds. */
  Histogram latencies() {
    return latencies;
  }
}
