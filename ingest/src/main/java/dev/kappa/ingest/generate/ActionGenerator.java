package dev.kappa.ingest.generate;

import dev.kappa.contracts.Action;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** Makes actions up, on pages after a Zipf distribution; some pages are in no reference data. */
final class ActionGenerator implements EventGenerator {
  private static final double SHARE_OF_UNKNOWN_PAGES = 0.02;
  private static final int UNKNOWN_PAGES = 5;
  private static final int USERS_PER_PAGE = 10;
  private static final List<String> REFERRERS = List.of("", "?ref=mail", "?ref=search", "?ref=ad");

  private final SplittableRandom random;
  private final Zipf zipf;
  private final int users;

  ActionGenerator(long seed, int keys, double skew) {
    this.random = new SplittableRandom(seed);
    this.zipf = new Zipf(keys, skew);
    this.users = keys * USERS_PER_PAGE;
  }

  @Override
  public Object next(long index, Instant at) {
    boolean unknown = random.nextDouble() < SHARE_OF_UNKNOWN_PAGES;
    int page = unknown ? random.nextInt(UNKNOWN_PAGES) : zipf.draw(random);
    return new Action(
        new UUID(random.nextLong(), random.nextLong()).toString(),
        "/page/" + (page + 1) + Choice.of(REFERRERS, random),
        unknown ? "unlisted-" + (page + 1) : PageGenerator.nameOf(page),
        "user-" + (random.nextInt(users) + 1),
        at.toString());
  }
}
