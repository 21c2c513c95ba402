package dev.kappa.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** Asks servers that answer in JSON over HTTP. */
final class Web {
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(1))
          .build();

  /** What is at an address; nothing where it does not answer 200 within two seconds. */
  Optional<JsonNode> get(URI address, String username, String password)
      throws InterruptedException {
    var request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(2));
    if (!username.isEmpty()) {
      var login = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
    }
    try {
      var response = client.send(request.build(), BodyHandlers.ofByteArray());
      return response.statusCode() == 200
          ? Optional.of(Json.mapper().readTree(response.body()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // away, or no JSON: that is the answer
    }
  }
}
