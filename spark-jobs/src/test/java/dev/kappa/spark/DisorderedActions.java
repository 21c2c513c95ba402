package dev.kappa.spark;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Actions of users who come and go, every fifth out of order and every tenth sent twice; as
 * micro-batches of which none holds an event that is late for the one before.
 */
public final class DisorderedActions {
  /** The watermark that no event is late for. */
  public static final Duration WATERMARK = Duration.ofMinutes(40);

  private static final Instant START = Instant.parse("2026-11-23T20:00:00Z");
  private static final int USERS = 60;
  private static final int PAGES = 15;

  private final List<List<String>> batches = new ArrayList<>();

  private record Sending(long dueMillis, String value) {}

  /**
   * Makes them up.
   *
   * @param each is told of each action once
   */
  public DisorderedActions(
      long seed, int count, Duration span, int batchCount, Consumer<String> each) {
    System.out.println("seed " + seed);
    var random = new Random(seed);
    var sendings = new ArrayList<Sending>();
    for (int i = 0; i < count; i++) {
      // Whole seconds, so that some actions of a user are at the same time.
      var at = START.plusSeconds(span.toSeconds() * i / count);
      var value =
          "{\"uuid\":\"%08x-%d\",\"name\":\"page %d\",\"user\":%s,\"at\":\"%s\"}"
              .formatted(
                  random.nextInt(),
                  i,
                  (int) (PAGES * random.nextDouble() * random.nextDouble()),
                  random.nextInt(20) == 0 ? "null" : "\"user " + random.nextInt(USERS) + "\"",
                  at);
      each.accept(value);
      var delay = random.nextInt(5) == 0 ? random.nextLong(WATERMARK.toMillis()) : 0;
      sendings.add(new Sending(at.toEpochMilli() + delay, value));
      if (random.nextInt(10) == 0) {
        var again = Math.max(delay, random.nextLong(WATERMARK.toMillis()));
        sendings.add(new Sending(at.toEpochMilli() + again, value));
      }
    }
    sendings.sort(Comparator.comparingLong(Sending::dueMillis));
    for (int i = 0; i < batchCount; i++) {
      batches.add(
          sendings
              .subList(sendings.size() * i / batchCount, sendings.size() * (i + 1) / batchCount)
              .stream()
              .map(Sending::value)
              .toList());
    }
  }

  /** Records for one micro-batch each. */
  public List<Records> batches() {
    return batches.stream()
        .map(
            values -> {
              var records = new Records();
              values.forEach(value -> records.add(value, START));
              return records;
            })
        .toList();
  }
}
