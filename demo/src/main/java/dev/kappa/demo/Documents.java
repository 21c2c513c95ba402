package dev.kappa.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import dev.kappa.contracts.config.KappaConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Counts the documents of an index. */
final class Documents {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final KappaConfig.Elasticsearch elasticsearch;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  Documents(KappaConfig.Elasticsearch elasticsearch) {
    this.elasticsearch = elasticsearch;
  }

  /** What a search of {@code index} sees, after a short pause; 0 while there is no such index. */
  long count(String index) {
    LockSupport.parkNanos(PAUSE_NANOS);
    post("/" + index + "/_refresh");
    var answer = post("/" + index + "/_count");
    return answer.path("count").asLong(0);
  }

  private JsonNode post(String path) {
    var request =
        HttpRequest.newBuilder(URI.create(elasticsearch.urls().get(0) + path))
            .timeout(Duration.ofSeconds(30))
            .POST(HttpRequest.BodyPublishers.noBody());
    if (!elasticsearch.username().isEmpty()) {
      var login = elasticsearch.username() + ":" + elasticsearch.password();
      request.header(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
    }
    try {
      var response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() != 200 && response.statusCode() != 404) {
        throw new DemoFailedException(
            "Elasticsearch answered %d to %s".formatted(response.statusCode(), path));
      }
      return Json.mapper().readTree(response.body());
    } catch (IOException e) {
      throw new DemoFailedException("Elasticsearch does not answer to " + path + ": " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoFailedException("interrupted");
    }
  }
}
