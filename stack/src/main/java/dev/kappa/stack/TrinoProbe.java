package dev.kappa.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Asks Trino for {@code SELECT 1}: the server answers requests some time before its queries find a
 * node to run on.
 */
final class TrinoProbe {
  private static final Pattern NEXT = Pattern.compile("\"nextUri\":\"([^\"]+)\"");
  private static final Duration PATIENCE = Duration.ofMillis(1900);

  private final URI server;
  private final HttpProbe http = new HttpProbe();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(1))
          .build();

  /** Where the rest of the answer to the question asked last is; null if there is none. */
  private URI next;

  TrinoProbe(int port) {
    server = URI.create("http://127.0.0.1:" + port);
  }

  /**
   * Whether it has answered. A query that takes longer than a call of this may, as the first one
   * does, is asked about again by the next call.
   */
  synchronized boolean answersQueries() {
    if (http.get(server.getPort(), "/v1/info")
        .filter(info -> info.contains("\"starting\":false"))
        .isEmpty()) {
      return false;
    }
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      var answer = next == null ? ask() : follow(next);
      while (next != null && System.nanoTime() < deadline) {
        answer = follow(next);
      }
      return next == null && answer.contains("\"state\":\"FINISHED\"");
    } catch (IOException e) {
      next = null; // it is not there any more, or not yet: that is the answer
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private String ask() throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(server.resolve("/v1/statement"))
            .POST(BodyPublishers.ofString("SELECT 1")));
  }

  private String follow(URI page) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(page));
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var response =
        client.send(
            request.header("X-Trino-User", "kappa").timeout(PATIENCE).build(),
            BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException("status " + response.statusCode());
    }
    var uri = NEXT.matcher(response.body());
    next = uri.find() ? URI.create(uri.group(1)) : null;
    return response.body();
  }
}
