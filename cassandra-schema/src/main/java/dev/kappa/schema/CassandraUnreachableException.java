package dev.kappa.schema;

/** No session could be opened. */
final class CassandraUnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CassandraUnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
