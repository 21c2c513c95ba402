package dev.kappa.connect.elastic;

/** Elasticsearch understood a request and refused it: the same request will be refused again. */
public final class ElasticsearchRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient ErrorCause error;

  public ElasticsearchRefusedException(String request, int status, ErrorCause error) {
    super("Elasticsearch refused %s: %d %s".formatted(request, status, error));
    this.status = status;
    this.error = error;
  }

  /** The HTTP status, 400 to 499. */
  public int status() {
    return status;
  }

  public ErrorCause error() {
    return error;
  }
}
