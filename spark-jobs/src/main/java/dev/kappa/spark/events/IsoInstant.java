package dev.kappa.spark.events;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.DateTimeParseException;

/**
 * ISO-8601 instants. The usual form, {@code 2026-11-23T10:00:00.123Z}, is read without a formatter,
 * which takes longer than the rest of an event; whatever else {@link Instant#parse} takes, it
 * reads.
 */
final class IsoInstant {
  /** A digit stands where there is a 0. */
  private static final String SECONDS = "0000-00-00T00:00:00";

  private static final int SHORTEST = SECONDS.length() + 1;
  private static final int MOST_DECIMALS = 9;

  /** Spark's timestamps are 64 bits of microseconds. */
  private static final Duration REACH = Duration.ofSeconds(Long.MAX_VALUE / 1_000_000);

  private IsoInstant() {}

  /**
   * Reads an instant.
   *
   * @throws DateTimeParseException when it is none, or is further from 1970 than a timestamp
   *     reaches
   */
  static Instant parse(String text) {
    return isUsual(text) ? usual(text) : within(Instant.parse(text), text);
  }

  private static Instant within(Instant instant, String text) {
    if (Duration.between(Instant.EPOCH, instant).abs().compareTo(REACH) >= 0) {
      throw new DateTimeParseException("further from 1970 than a timestamp reaches", text, 0);
    }
    return instant;
  }

  private static boolean isUsual(String text) {
    int end = text.length() - 1;
    if (end < SHORTEST - 1 || text.charAt(end) != 'Z') {
      return false;
    }
    for (int i = 0; i < SECONDS.length(); i++) {
      if (SECONDS.charAt(i) == '0' ? !isDigit(text, i) : text.charAt(i) != SECONDS.charAt(i)) {
        return false;
      }
    }
    return hasUsualDecimals(text, end) && isOnTheCalendar(text);
  }

  private static boolean hasUsualDecimals(String text, int end) {
    if (end == SECONDS.length()) {
      return true;
    }
    int decimals = end - SECONDS.length() - 1;
    if (text.charAt(SECONDS.length()) != '.' || decimals < 1 || decimals > MOST_DECIMALS) {
      return false;
    }
    for (int i = SECONDS.length() + 1; i < end; i++) {
      if (!isDigit(text, i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOnTheCalendar(String text) {
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    return month >= 1
        && month <= 12
        && day >= 1
        && day <= Month.of(month).minLength()
        && number(text, 11, 13) < 24
        && number(text, 14, 16) < 60
        && number(text, 17, 19) < 60;
  }

  private static Instant usual(String text) {
    long day =
        LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10)).toEpochDay();
    long minutes = number(text, 11, 13) * 60L + number(text, 14, 16);
    int nanos = 0;
    if (text.charAt(SECONDS.length()) == '.') {
      int end = text.length() - 1;
      nanos = number(text, SECONDS.length() + 1, end);
      for (int decimals = end - SECONDS.length() - 1; decimals < MOST_DECIMALS; decimals++) {
        nanos *= 10;
      }
    }
    return Instant.ofEpochSecond(day * 86_400 + minutes * 60 + number(text, 17, 19), nanos);
  }

  private static int number(String text, int from, int until) {
    int number = 0;
    for (int i = from; i < until; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }

  private static boolean isDigit(String text, int index) {
    return text.charAt(index) >= '0' && text.charAt(index) <= '9';
  }
}
