package dev.kappa.bench;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** The rows that actions come to, per page and per category, counted while they are made. */
final class ExpectedActions {
  /** Counts of different values are exact up to so many, and estimates above. */
  private static final int EXACT_UP_TO = 4_096;

  /** Five standard errors of the estimate. */
  private static final double TOLERANCE = 0.08;

  private final BitSet users = new BitSet();
  private final Map<Key, Long> hours = new HashMap<>();
  private final Map<Key, Counted> pages = new HashMap<>();
  private final Map<Key, Counted> categories = new HashMap<>();

  private record Key(String group, int seconds, long start) {}

  private static final class Counted {
    private long actions;
    private int[] users = new int[4];

    void add(int user) {
      if (actions == users.length) {
        users = Arrays.copyOf(users, users.length * 2);
      }
      users[(int) actions++] = user;
    }

    long distinctUsers() {
      return Arrays.stream(users, 0, (int) actions).distinct().count();
    }
  }

  void add(Actions.Made made) {
    users.set(made.user());
    hours.merge(new Key(made.pageName(), 3_600, start(made, 3_600)), 1L, Long::sum);
    count(pages, made.pageName(), 10, made);
    count(pages, made.pageName(), 60, made);
    count(categories, made.category(), 60, made);
    count(categories, made.category(), 3_600, made);
  }

  private static void count(
      Map<Key, Counted> counts, String group, int seconds, Actions.Made made) {
    counts
        .computeIfAbsent(new Key(group, seconds, start(made, seconds)), absent -> new Counted())
        .add(made.user());
  }

  private static long start(Actions.Made made, int seconds) {
    long at = made.at().getEpochSecond();
    return at - at % seconds;
  }

  long distinctUsers() {
    return users.cardinality();
  }

  /** Actions on each page, at any time. */
  Map<String, Long> byPage() {
    return hours.entrySet().stream()
        .collect(
            Collectors.groupingBy(
                entry -> entry.getKey().group(), Collectors.summingLong(Map.Entry::getValue)));
  }

  /** Actions on the most visited pages of each hour, so many pages an hour. */
  long ofTopPages(int pagesAnHour) {
    var byHour =
        hours.entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    entry -> entry.getKey().start(),
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    return byHour.values().stream()
        .flatMap(counts -> counts.stream().sorted(Comparator.reverseOrder()).limit(pagesAnHour))
        .mapToLong(Long::longValue)
        .sum();
  }

  /** Waits up to half a minute until {@link #require} finds nothing that differs. */
  void await(CqlSession session, String keyspace, String table) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (true) {
      try {
        require(session, keyspace, table);
        return;
      } catch (BenchFailedException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
    }
  }

  /**
   * Compares every row of the tables that are filled.
   *
   * @throws BenchFailedException when one differs, is missing or should not be there
   */
  void require(CqlSession session, String keyspace, String table) {
    var expected = table.equals("actions_by_page") ? pages : categories;
    var group = table.equals("actions_by_page") ? "page" : "category";
    long rows = 0;
    for (Row row : session.execute("SELECT * FROM " + keyspace + "." + table)) {
      var start = row.getInstant("window_start");
      var key = new Key(row.getString(group), row.getInt("window_seconds"), start.getEpochSecond());
      var counted = expected.get(key);
      if (counted == null
          || counted.actions != row.getLong("actions")
          || !agrees(counted.distinctUsers(), row.getLong("distinct_users"))) {
        throw new BenchFailedException(
            "%s holds %s, expected was %s"
                .formatted(table, row.getFormattedContents(), text(counted)));
      }
      rows++;
    }
    if (rows != expected.size()) {
      throw new BenchFailedException(
          "%s holds %,d rows, expected were %,d".formatted(table, rows, expected.size()));
    }
  }

  private static boolean agrees(long expected, long found) {
    return expected <= EXACT_UP_TO
        ? found == expected
        : Math.abs(found - expected) <= TOLERANCE * expected;
  }

  private static String text(Counted counted) {
    return counted == null
        ? "no such row"
        : "%,d actions of %,d users".formatted(counted.actions, counted.distinctUsers());
  }
}
