package dev.kappa.ingest.check;

import dev.kappa.ingest.source.Line;

/** Turns away what the topic cannot take, before anything else is looked at. */
public final class SizeCheck implements LineCheck {
  /** Kafka's own bytes around the one record of a batch, and some for the key. */
  private static final int ENVELOPE = 512;

  private final int maxBytes;
  private final LineCheck next;

  /**
   * @param maxRequestSize the producer's {@code max.request.size}, in bytes
   */
  public SizeCheck(int maxRequestSize, LineCheck next) {
    this.maxBytes = maxRequestSize - ENVELOPE;
    this.next = next;
  }

  @Override
  public Verdict check(Line line) {
    return line.value().length > maxBytes
        ? new Verdict.Unfit(
            "too-large",
            "%,d bytes, more than the %,d that the topic takes"
                .formatted(line.value().length, maxBytes))
        : next.check(line);
  }
}
