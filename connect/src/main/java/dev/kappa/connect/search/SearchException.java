package dev.kappa.connect.search;

/** A search that cannot be answered; the message says why, and what to do. */
public final class SearchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SearchException(String message, Throwable cause) {
    super(message, cause);
  }
}
