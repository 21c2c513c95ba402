package dev.kappa.ingest.generate;

import dev.kappa.contracts.Page;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.datafaker.Faker;

/** Makes reference data of pages up: page-1, page-2 and so on. */
final class PageGenerator implements EventGenerator {
  private static final List<String> CATEGORIES =
      List.of("books", "garden", "kitchen", "music", "outdoors", "sports", "toys", "travel");

  private final Random random;
  private final Faker faker;

  PageGenerator(long seed) {
    this.random = new Random(seed);
    this.faker = new Faker(Locale.US, random);
  }

  @Override
  public Page next(long index, Instant at) {
    return new Page(
        nameOf(index),
        Choice.of(CATEGORIES, random),
        faker.commerce().productName(),
        "https://shop.example/page/" + (index + 1));
  }

  /** The name of a page, which actions refer to it by. */
  static String nameOf(long index) {
    return "page-" + (index + 1);
  }
}
