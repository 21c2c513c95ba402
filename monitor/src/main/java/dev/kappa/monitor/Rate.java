package dev.kappa.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** How fast a number grows, over the last ten seconds, and since when it has not moved. */
final class Rate {
  private static final Duration WINDOW = Duration.ofSeconds(10);

  private record Sample(Instant at, long value) {}

  private final Deque<Sample> samples = new ArrayDeque<>();
  private Instant moved;

  void add(Instant at, long value) {
    var last = samples.peekLast();
    if (last == null || last.value() != value) {
      moved = at;
    }
    if (last != null && value < last.value()) {
      samples.clear(); // begun anew: a topic was deleted, a group reset
    }
    samples.addLast(new Sample(at, value));
    while (samples.size() > 2
        && Duration.between(samples.peekFirst().at(), at).compareTo(WINDOW) > 0) {
      samples.removeFirst();
    }
  }

  /** Per second; 0 until two samples are there. */
  double perSecond() {
    if (samples.size() < 2) {
      return 0;
    }
    var first = samples.peekFirst();
    var last = samples.peekLast();
    double seconds = Duration.between(first.at(), last.at()).toMillis() / 1000.0;
    return seconds <= 0 ? 0 : (last.value() - first.value()) / seconds;
  }

  /** When the number last changed, or was first seen; null before the first sample. */
  Instant lastMoved() {
    return moved;
  }
}
