package dev.kappa.demo;

/** The demo cannot go on, or a count is not what the input says it must be. */
final class DemoFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DemoFailedException(String message) {
    super(message);
  }
}
