package dev.kappa.ingest.generate;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.datafaker.Faker;

/** Names and addresses, made once: drawing from a pool is far faster than making each one up. */
record People(
    List<String> women, List<String> men, List<String> lastNames, List<String> addresses) {

  static People of(long seed) {
    var faker = new Faker(Locale.US, new Random(seed));
    return new People(
        pool(300, () -> faker.name().femaleFirstName().toUpperCase(Locale.ROOT)),
        pool(300, () -> faker.name().maleFirstName().toUpperCase(Locale.ROOT)),
        pool(600, () -> faker.name().lastName().toUpperCase(Locale.ROOT)),
        pool(
            600,
            () ->
                "%s %s, %s %s"
                    .formatted(
                        faker.address().streetAddress(),
                        faker.address().city(),
                        faker.address().stateAbbr(),
                        faker.address().zipCode())));
  }

  private static List<String> pool(int size, Supplier<String> maker) {
    return Stream.generate(maker).limit(size).toList();
  }
}
