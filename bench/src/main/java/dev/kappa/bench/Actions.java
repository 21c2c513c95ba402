package dev.kappa.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * How enriched actions are made up, the same for the same seed: 5 % of them up to 30 seconds out of
 * order.
 *
 * @param pages how many there are
 * @param skew exponent of the Zipf distribution over the pages; 0 treats all alike
 * @param bytes of a record's value; short ones leave the uri and the title out
 * @param perSecond of event time
 */
record Actions(long seed, int pages, double skew, int bytes, int perSecond) {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final int USERS = 10_000;
  static final int CATEGORIES = 10;

  private static final double OUT_OF_ORDER = 0.05;
  private static final long OUT_OF_ORDER_MILLIS = Duration.ofSeconds(30).toMillis();
  private static final int LONGEST_WITHOUT_TITLE = 160;
  private static final String TITLE =
      "All that is to be known of it, and a little more than that; ";

  /** Made-up actions, one after the other. */
  final class Sequence {
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Zipf zipf = new Zipf(pages, skew);
    private long number;

    /** Makes the next one; its event time follows from its number. */
    Made next() {
      long millis = number++ * 1_000 / perSecond;
      return next(
          START.plusMillis(
              random.nextDouble() < OUT_OF_ORDER
                  ? Math.max(0, millis - random.nextLong(OUT_OF_ORDER_MILLIS))
                  : millis));
    }

    /** Makes the next one, with this event time. */
    Made next(Instant at) {
      return new Made(random.nextLong(), zipf.draw(random), random.nextInt(USERS), at);
    }
  }

  /**
   * An action.
   *
   * @param page its number; below 0 for pages that only probes are on
   * @param user the user's number
   */
  record Made(long identity, int page, int user, Instant at) {
    String pageName() {
      return page < 0 ? "probe" + page : "page-" + page;
    }

    String userName() {
      return "user-" + user;
    }

    String category() {
      return "category-" + Math.floorMod(page, CATEGORIES);
    }
  }

  /** The same on another number of pages. */
  Actions onPages(int others) {
    return new Actions(seed, others, skew, bytes, perSecond);
  }

  Sequence sequence() {
    return new Sequence();
  }

  /** Its JSON, of {@link #bytes}. */
  byte[] json(Made made) {
    var text = new StringBuilder(bytes + TITLE.length());
    boolean isShort = bytes < LONGEST_WITHOUT_TITLE;
    text.append("{\"uuid\":\"").append(uuid(made.identity(), isShort));
    if (!isShort) {
      text.append("\",\"uri\":\"/page/").append(made.page());
    }
    text.append("\",\"name\":\"").append(made.pageName());
    text.append("\",\"user\":\"").append(made.userName());
    text.append("\",\"at\":\"").append(made.at());
    text.append("\",\"category\":\"").append(made.category());
    if (!isShort) {
      text.append("\",\"title\":\"");
      while (text.length() < bytes - 2) {
        text.append(TITLE, 0, Math.min(TITLE.length(), bytes - 2 - text.length()));
      }
    }
    return text.append("\"}").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** What the enricher makes of that where it knows no page. */
  byte[] enriched(Made made) {
    var text = new String(json(made), StandardCharsets.ISO_8859_1);
    return text.replace("\"category\":\"" + made.category(), "\"category\":\"unknown")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String uuid(long identity, boolean isShort) {
    var hex = "%016x".formatted(identity);
    return isShort
        ? hex.substring(4)
        : hex.substring(0, 8)
            + '-'
            + hex.substring(8, 12)
            + "-4"
            + hex.substring(13)
            + "-8000-"
            + hex.substring(4);
  }
}
