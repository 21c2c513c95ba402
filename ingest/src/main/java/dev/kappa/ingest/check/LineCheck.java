package dev.kappa.ingest.check;

import dev.kappa.ingest.source.Line;

/** Decides what becomes of a line. */
public interface LineCheck {
  Verdict check(Line line);
}
