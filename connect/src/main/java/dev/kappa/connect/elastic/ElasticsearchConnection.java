package dev.kappa.connect.elastic;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How to reach a cluster.
 *
 * @param urls its nodes; a request goes to those that answer, in turn
 * @param username empty: no login
 * @param connectTimeout for a connection to be made
 * @param readTimeout for an answer to begin
 * @param compression whether requests are sent gzipped
 * @param tls empty: what the JVM trusts, where a node is reached by https
 */
public record ElasticsearchConnection(
    List<URI> urls,
    String username,
    String password,
    Duration connectTimeout,
    Duration readTimeout,
    boolean compression,
    Optional<Tls> tls) {

  public ElasticsearchConnection {
    if (urls.isEmpty()) {
      throw new IllegalArgumentException("no address of an Elasticsearch node");
    }
    urls = List.copyOf(urls);
  }

  @Override
  public String toString() {
    return urls.stream().map(URI::toString).collect(Collectors.joining(", "));
  }
}
