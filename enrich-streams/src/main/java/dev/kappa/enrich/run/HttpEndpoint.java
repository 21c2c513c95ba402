package dev.kappa.enrich.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kappa.contracts.config.ConfigurationException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Tells the outside how the enricher is: {@code /live} and {@code /ready} answer 200 or 503, {@code
 * /metrics} answers Prometheus.
 */
final class HttpEndpoint implements AutoCloseable {
  private record Answer(int status, String contentType, String text) {}

  private static final String TEXT = "text/plain; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService thread;

  private HttpEndpoint(HttpServer server, ExecutorService thread) {
    this.server = server;
    this.thread = thread;
  }

  /**
   * Starts to listen.
   *
   * @throws ConfigurationException when it cannot listen there
   */
  static HttpEndpoint start(InetSocketAddress address, Health health) {
    try {
      var server = HttpServer.create(address, 0);
      var thread =
          Executors.newSingleThreadExecutor(
              task -> {
                var daemon = new Thread(task, "http");
                daemon.setDaemon(true);
                return daemon;
              });
      server.setExecutor(thread);
      answer(server, "/live", () -> state(health.live(), health));
      answer(server, "/ready", () -> state(health.ready(), health));
      answer(
          server,
          "/metrics",
          () ->
              new Answer(200, PrometheusText.CONTENT_TYPE, MetricsPage.of(health.applications())));
      server.start();
      return new HttpEndpoint(server, thread);
    } catch (IOException e) {
      throw new ConfigurationException(
          List.of("--http: cannot listen on %s: %s".formatted(address, e.getMessage())));
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    thread.shutdownNow();
  }

  private static Answer state(boolean good, Health health) {
    return new Answer(good ? 200 : 503, TEXT, health.states() + "\n");
  }

  private static void answer(HttpServer server, String path, Supplier<Answer> answer) {
    server.createContext(path, exchange -> send(exchange, answer.get()));
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    try (exchange) {
      var body = answer.text().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.contentType());
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
