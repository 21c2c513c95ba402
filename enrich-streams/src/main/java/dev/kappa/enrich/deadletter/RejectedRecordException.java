package dev.kappa.enrich.deadletter;

import java.util.Objects;

/** A record that cannot be enriched, whoever tries. It belongs in the dead letters. */
public final class RejectedRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /**
   * @param message what exactly is wrong, for a person
   */
  public RejectedRecordException(Reason reason, String message) {
    // Bad input is data, met by the thousand: without the cost of a stack trace nobody reads.
    super(message, null, false, false);
    this.reason = Objects.requireNonNull(reason);
  }

  public Reason reason() {
    return reason;
  }
}
