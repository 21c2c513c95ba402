package dev.kappa.connect.elastic;

/** Elasticsearch is away or too busy: the same request may succeed later. */
public final class ElasticsearchUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ElasticsearchUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
