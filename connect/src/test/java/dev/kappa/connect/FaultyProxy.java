package dev.kappa.connect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.kappa.contracts.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import javax.net.ssl.SSLContext;

/** Stands before Elasticsearch and spoils bulk requests: what a busy or dying cluster does. */
final class FaultyProxy implements AutoCloseable {
  /** What happens to a bulk request. */
  enum Fault {
    /** It is handed on. */
    NONE,
    /** Refused with 429 as a whole. */
    TOO_MANY_REQUESTS,
    /** Refused with 503 as a whole. */
    UNAVAILABLE,
    /** Handed on later. */
    DELAYED,
    /** The connection ends, and Elasticsearch has seen nothing. */
    CUT_BEFORE,
    /** Elasticsearch has done it, and half of its answer arrives. */
    CUT_AFTER,
    /** Every third item is refused with 429, the others are handed on. */
    BUSY_ITEMS
  }

  private static final Duration DELAY = Duration.ofMillis(300);
  private static final int EVERY = 3;

  private final URI target;
  private final IntFunction<Fault> faults;
  private final Rules rules;
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger bulks = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ScheduledExecutorService delayed = Executors.newSingleThreadScheduledExecutor();
  private final int port;
  private HttpServer server;

  /**
   * What a request must be like.
   *
   * @param tls null: plain HTTP
   * @param login {@code user:password}, or null: nobody is asked
   * @param largestBulk in bytes, as proxies before real clusters have it
   */
  record Rules(SSLContext tls, String login, int largestBulk) {
    static final Rules NONE = new Rules(null, null, Integer.MAX_VALUE);
  }

  private FaultyProxy(URI target, IntFunction<Fault> faults, Rules rules) throws IOException {
    this.target = target;
    this.faults = faults;
    this.rules = rules;
    this.server = create(0);
    this.port = server.getAddress().getPort();
  }

  /**
   * Starts a proxy.
   *
   * @param faults the fault of each bulk request, by its number from 0
   */
  static FaultyProxy start(URI target, IntFunction<Fault> faults) throws IOException {
    return start(target, faults, Rules.NONE);
  }

  /** Starts a proxy that refuses what is not like that. */
  static FaultyProxy start(URI target, IntFunction<Fault> faults, Rules rules) throws IOException {
    var proxy = new FaultyProxy(target, faults, rules);
    proxy.listen();
    return proxy;
  }

  String url() {
    return (rules.tls() == null ? "http" : "https") + "://127.0.0.1:" + port;
  }

  /** How many bulk requests there have been. */
  int bulks() {
    return bulks.get();
  }

  /** Nobody answers at the address any more. */
  void goAway() {
    server.stop(0);
  }

  /** Somebody answers at the same address again. */
  void comeBack() throws IOException {
    server = create(port);
    listen();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    delayed.shutdownNow();
  }

  private HttpServer create(int port) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    if (rules.tls() == null) {
      return HttpServer.create(address, 0);
    }
    var secured = HttpsServer.create(address, 0);
    secured.setHttpsConfigurator(new HttpsConfigurator(rules.tls()));
    return secured;
  }

  private void listen() {
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    var body = exchange.getRequestBody().readAllBytes();
    var bulk = exchange.getRequestURI().getPath().endsWith("/_bulk");
    if (rules.login() != null && !isLogin(exchange.getRequestHeaders().getFirst("Authorization"))) {
      refuse(exchange, 401);
      return;
    }
    if (bulk && body.length > rules.largestBulk()) {
      refuse(exchange, 413);
      return;
    }
    var fault = bulk ? faults.apply(bulks.getAndIncrement()) : Fault.NONE;
    try {
      switch (fault) {
        case NONE -> answer(exchange, forward(exchange, body));
        case TOO_MANY_REQUESTS -> refuse(exchange, 429);
        case UNAVAILABLE -> refuse(exchange, 503);
        case DELAYED -> {
          var unused =
              delayed.schedule(
                  () -> {
                    answer(exchange, forward(exchange, body));
                    return null;
                  },
                  DELAY.toMillis(),
                  TimeUnit.MILLISECONDS);
        }
        case CUT_BEFORE -> exchange.close();
        case CUT_AFTER -> {
          var answer = forward(exchange, body).body();
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer, 0, answer.length / 2);
          exchange.getResponseBody().flush();
          exchange.close();
        }
        case BUSY_ITEMS -> busyItems(exchange, body);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exchange.close();
    }
  }

  private boolean isLogin(String header) {
    var expected =
        Base64.getEncoder().encodeToString(rules.login().getBytes(StandardCharsets.UTF_8));
    return ("Basic " + expected).equals(header);
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(target.resolve(exchange.getRequestURI().toString()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    var type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type != null) {
      request.header("Content-Type", type);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer)
      throws IOException {
    for (var name : List.of("Content-Type", "X-elastic-product")) {
      answer
          .headers()
          .firstValue(name)
          .ifPresent(value -> exchange.getResponseHeaders().add(name, value));
    }
    send(exchange, answer.statusCode(), answer.body());
  }

  private static void refuse(HttpExchange exchange, int status) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    send(
        exchange,
        status,
        "{\"error\":{\"type\":\"forced\",\"reason\":\"by the test\"}}"
            .getBytes(StandardCharsets.UTF_8));
  }

  private void busyItems(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    var taken = new ByteArrayOutputStream();
    var busy = new ArrayList<Boolean>();
    var lines = new String(body, StandardCharsets.UTF_8).split("\n", -1);
    for (int line = 0; line < lines.length - 1; ) {
      var next = line + (lines[line].startsWith("{\"delete\"") ? 1 : 2);
      var isBusy = busy.size() % EVERY == 0;
      busy.add(isBusy);
      for (; line < next; line++) {
        if (!isBusy) {
          taken.writeBytes((lines[line] + "\n").getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    var merged = Json.mapper().createObjectNode().put("errors", true);
    var items = merged.putArray("items");
    if (taken.size() == 0) {
      busy.forEach(one -> items.add(busyItem()));
    } else {
      var answered = Json.mapper().readTree(forward(exchange, taken.toByteArray()).body());
      var done = answered.path("items").elements();
      busy.forEach(one -> items.add(one ? busyItem() : done.next()));
    }
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    send(exchange, 200, Json.encode(merged));
  }

  private static ObjectNode busyItem() {
    var item = Json.mapper().createObjectNode();
    item.putObject("index")
        .put("status", 429)
        .putObject("error")
        .put("type", "es_rejected_execution_exception")
        .put("reason", "forced by the test");
    return item;
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    var head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }
}
