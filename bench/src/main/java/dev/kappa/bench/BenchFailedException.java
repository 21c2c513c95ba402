package dev.kappa.bench;

/**
 * Nothing can be measured, or what was measured did not do its work: a wrong result has no speed.
 */
final class BenchFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BenchFailedException(String message) {
    super(message);
  }

  BenchFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
