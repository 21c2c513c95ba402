package dev.kappa.ingest.check;

import dev.kappa.ingest.source.Line;

/** Lets every line through as it is, but empty ones. */
public final class RawCheck implements LineCheck {
  @Override
  public Verdict check(Line line) {
    return line.value().length == 0 ? new Verdict.Empty() : new Verdict.Fit(null, line.timestamp());
  }
}
