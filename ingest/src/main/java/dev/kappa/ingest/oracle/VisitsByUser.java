package dev.kappa.ingest.oracle;

import dev.kappa.contracts.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Each user's actions, cut into sessions where 30 minutes pass without one. */
final class VisitsByUser {
  private static final Duration GAP = Duration.ofMinutes(30);

  private final Map<String, List<Visit>> visits = new TreeMap<>();

  /** Of two at the same instant, the one with the lower identity comes first. */
  record Visit(Instant at, String uuid, String page) {}

  void add(Action action, Instant at) {
    visits
        .computeIfAbsent(action.user(), user -> new ArrayList<>())
        .add(new Visit(at, action.uuid(), action.name()));
  }

  /** Every session, user by user, in the order of time. */
  void forEachSession(BiConsumer<String, List<Visit>> consumer) {
    visits.forEach(
        (user, all) -> {
          var ordered =
              all.stream()
                  .sorted(Comparator.comparing(Visit::at).thenComparing(Visit::uuid))
                  .toList();
          int from = 0;
          for (int i = 1; i <= ordered.size(); i++) {
            if (i == ordered.size() || isGap(ordered.get(i - 1), ordered.get(i))) {
              consumer.accept(user, ordered.subList(from, i));
              from = i;
            }
          }
        });
  }

  private static boolean isGap(Visit before, Visit after) {
    return Duration.between(before.at(), after.at()).compareTo(GAP) >= 0;
  }
}
