package dev.kappa.connect.worker;

/** A worker that is away, or refuses; the message says which, and what to do. */
public final class WorkerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WorkerException(String message) {
    super(message);
  }

  public WorkerException(String message, Throwable cause) {
    super(message, cause);
  }
}
