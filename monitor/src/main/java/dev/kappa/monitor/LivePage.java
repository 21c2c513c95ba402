package dev.kappa.monitor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kappa.contracts.config.ConfigurationException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Answers on loopback: the page, {@code /api/state}, {@code /metrics} and {@code /live}. It answers
 * GET and HEAD alone: nothing can be changed through it.
 */
final class LivePage implements AutoCloseable {
  /** Another site's name that leads to this machine must not read what is here. */
  private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost", "[::1]");

  private record Answer(int status, String contentType, String body) {
    static Answer text(int status, String text) {
      return new Answer(status, "text/plain; charset=utf-8", text + "\n");
    }
  }

  private final HttpServer server;
  private final ExecutorService threads;

  private LivePage(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Starts to listen.
   *
   * @param port 0 for any
   * @throws ConfigurationException when it cannot listen there
   */
  static LivePage start(int port, Supplier<Picture> picture) {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try {
      var server = HttpServer.create(address, 0);
      var threads =
          Executors.newFixedThreadPool(
              2,
              task -> {
                var thread = new Thread(task, "page");
                thread.setDaemon(true);
                return thread;
              });
      server.setExecutor(threads);
      Map<String, Supplier<Answer>> answers =
          Map.of(
              "/icon.svg",
              file("icon.svg", "image/svg+xml"),
              "/",
              file("index.html", "text/html; charset=utf-8"),
              "/page.css",
              file("page.css", "text/css; charset=utf-8"),
              "/page.js",
              file("page.js", "text/javascript; charset=utf-8"),
              "/live",
              () -> Answer.text(200, "live"),
              "/api/state",
              () -> new Answer(200, "application/json", StateJson.of(picture.get())),
              "/metrics",
              () -> new Answer(200, MetricsText.CONTENT_TYPE, MetricsText.of(picture.get())));
      server.createContext("/", exchange -> send(exchange, answer(exchange, answers)));
      server.start();
      return new LivePage(server, threads);
    } catch (IOException e) {
      throw new ConfigurationException(
          List.of(
              "stack.monitor.port: cannot listen on %s: %s".formatted(address, e.getMessage())));
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  private static Supplier<Answer> file(String name, String type) throws IOException {
    try (var in =
        Objects.requireNonNull(LivePage.class.getResourceAsStream("page/" + name), name)) {
      var answer = new Answer(200, type, new String(in.readAllBytes(), StandardCharsets.UTF_8));
      return () -> answer;
    }
  }

  private static Answer answer(HttpExchange exchange, Map<String, Supplier<Answer>> answers) {
    var host = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Host"), "");
    if (!HOSTS.contains(host.replaceFirst(":\\d+$", ""))) {
      return Answer.text(421, "ask for 127.0.0.1 or localhost");
    }
    if (!Set.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
      return Answer.text(405, "this page only shows: GET and HEAD");
    }
    var answer = answers.get(exchange.getRequestURI().getPath());
    return answer == null ? Answer.text(404, "no such page") : answer.get();
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    try (exchange) {
      var headers = exchange.getResponseHeaders();
      headers.set("Content-Type", answer.contentType());
      headers.set("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'");
      headers.set("X-Content-Type-Options", "nosniff");
      headers.set("Referrer-Policy", "no-referrer");
      headers.set("Cache-Control", "no-store");
      if (answer.status() == 405) {
        headers.set("Allow", "GET, HEAD");
      }
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.sendResponseHeaders(answer.status(), -1);
      } else {
        var body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
