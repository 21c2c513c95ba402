package dev.kappa.stack;

import java.io.IOException;

/** The stack, or a part of it, did not start. The message is for people. */
public final class StartUpException extends IOException {
  private static final long serialVersionUID = 1L;

  StartUpException(String message) {
    super(message);
  }

  StartUpException(String message, Throwable cause) {
    super(message, cause);
  }
}
