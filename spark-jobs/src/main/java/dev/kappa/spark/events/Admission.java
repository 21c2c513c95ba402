package dev.kappa.spark.events;

import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Decides by their event time which events a job counts. */
public final class Admission implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long boundMicros;

  /** Why a record does not count. */
  public enum Reason {
    /** It is no event of the job. */
    MALFORMED("malformed"),

    /**
     * Its event time is later than the time of its record, or than now, by more than a bound. One
     * clock that is hours ahead must not make everyone else late.
     */
    FUTURE("future"),

    /** Its event time is at or before the watermark of its micro-batch. */
    LATE("late");

    private final String label;

    Reason(String label) {
      this.label = label;
    }

    /** As it stands in tables, and in what a job reports. */
    public String label() {
      return label;
    }
  }

  /**
   * The times of a micro-batch, in milliseconds since 1970.
   *
   * @param watermarkMillis 0 where there is no watermark yet
   * @param startMillis when it was begun
   */
  public record BatchTimes(long watermarkMillis, long startMillis) {}

  /**
   * @param futureBound how far ahead an event may be
   */
  public Admission(Duration futureBound) {
    this.boundMicros = TimeUnit.MILLISECONDS.toMicros(futureBound.toMillis());
  }

  /**
   * Why an event does not count; empty where it does.
   *
   * @param atMicros its event time
   * @param recordMillis the timestamp of its record
   */
  public Optional<Reason> objection(long atMicros, long recordMillis, BatchTimes batch) {
    var latest = Math.min(recordMillis, batch.startMillis);
    if (atMicros > TimeUnit.MILLISECONDS.toMicros(latest) + boundMicros) {
      return Optional.of(Reason.FUTURE);
    }
    return atMicros <= TimeUnit.MILLISECONDS.toMicros(batch.watermarkMillis)
        ? Optional.of(Reason.LATE)
        : Optional.empty();
  }
}
