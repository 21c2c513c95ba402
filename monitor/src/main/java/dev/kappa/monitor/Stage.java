package dev.kappa.monitor;

import java.time.Instant;
import java.util.Locale;

/**
 * A stage of the pipeline, as it is now.
 *
 * @param name as in the dead letters: {@code enrich}, a job, {@code connect-NAME}
 * @param since when it came into this state; null where nobody knows
 * @param hint what to do, where something is wrong; else empty
 * @param lag records that wait for it; -1 where that is not known
 * @param freshness the age in seconds of the oldest record that waits, 0 where none does; -1 where
 *     that is not known
 * @param records that it has consumed, as far as its offsets tell; -1 where that is not known
 */
record Stage(
    String name,
    Kind kind,
    State state,
    Instant since,
    String hint,
    long lag,
    double freshness,
    long records,
    double perSecond) {

  enum Kind {
    ENRICHER,
    JOB,
    SINK;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a stage does. */
  enum State {
    RUNNING("running"),
    /** It runs, records wait for it, and it has consumed none for seconds. */
    STANDING_STILL("standing still"),
    /** It was stopped, as somebody asked. */
    STOPPED("stopped"),
    /** It ran, and is gone without a word. */
    DOWN("down"),
    NEVER_STARTED("never started"),
    UNKNOWN("unknown");

    private final String text;

    State(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }
}
