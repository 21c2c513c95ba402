package dev.kappa.ingest.check;

import dev.kappa.ingest.source.Line;
import dev.kappa.ingest.topic.TopicLimits;
import java.time.Clock;
import java.time.Instant;

/**
 * Turns away what the topic would not take: {@code too-large}, {@code no-key} where it is
 * compacted, {@code timestamp-out-of-range}. A broker refuses a whole batch for one such record.
 */
public final class LimitsCheck implements LineCheck {
  /** Kafka's own bytes around the one record of a batch, and some for the key. */
  private static final int ENVELOPE = 512;

  private final TopicLimits limits;
  private final Clock clock;
  private final LineCheck next;

  public LimitsCheck(TopicLimits limits, Clock clock, LineCheck next) {
    this.limits = limits;
    this.clock = clock;
    this.next = next;
  }

  @Override
  public Verdict check(Line line) {
    int most = limits.maxBytes() - ENVELOPE;
    if (line.value().length > most) {
      return new Verdict.Unfit(
          "too-large",
          "%,d bytes, more than the %,d that the topic takes".formatted(line.value().length, most));
    }
    var verdict = next.check(line);
    return verdict instanceof Verdict.Fit fit ? check(fit) : verdict;
  }

  private Verdict check(Verdict.Fit fit) {
    if (limits.keyed() && fit.key() == null) {
      return new Verdict.Unfit(
          "no-key", "the topic is compacted, and takes no record without a key");
    }
    var timestamp = fit.timestamp();
    if (timestamp != null && !isInRange(timestamp)) {
      return new Verdict.Unfit(
          "timestamp-out-of-range",
          "the topic does not take the timestamp " + Instant.ofEpochMilli(timestamp));
    }
    return fit;
  }

  private boolean isInRange(long timestamp) {
    long now = clock.millis();
    return timestamp >= 0
        && (timestamp <= now
            ? now - timestamp <= limits.maxAgeMillis()
            : timestamp - now <= limits.maxFutureMillis());
  }
}
